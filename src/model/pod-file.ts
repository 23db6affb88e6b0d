/** A file, folder or link of a pod, on its way into it or out of it. */
export interface PodFile {
  /** Below the folder that it is put into, or below what was asked for, with slashes; empty for that itself. */
  path: string;
  /** `hardLink`: another name of a file that came before. `other`: a device, a pipe and the like. */
  kind: 'file' | 'folder' | 'link' | 'hardLink' | 'other';
  /** Permission bits, those for set-user-ID and the like among them. */
  mode: number;
  uid: number;
  gid: number;
  modifiedAt: number;
  /** Of a file. */
  size: number;
  /** What a link says; the path of the file that a hard link names. */
  target?: string;
  /** Of a file. It must be read before the next file is asked for. */
  content?: AsyncIterable<Uint8Array>;
}

export interface FileStat {
  isFolder: boolean;
}
