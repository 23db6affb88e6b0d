/** Who holds leases: one command that runs. */
export interface Holder {
  /** Told apart from that of every other command. */
  readonly name: string;
  /** Whether the command of that name is known to have died. What cannot be known from here is not. */
  readonly isGone: (name: string) => boolean;
}
