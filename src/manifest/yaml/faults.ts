/** A fault in the text of a manifest: what it is and which characters are meant. */
export interface Fault {
  severity: 'error' | 'warning';
  code: string;
  message: string;
  start: number;
  end: number;
  hint?: string;
}
