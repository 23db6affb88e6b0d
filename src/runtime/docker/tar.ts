/** The archive format in which files go into containers and come out of them. */

export interface TarEntry {
  /** A folder's ends with a slash. */
  name: string;
  mode: number;
  gid?: number;
  /** Of a plain file. */
  content?: Uint8Array;
  /** Where a symbolic link leads. */
  target?: string;
}

const BLOCK = 512;
const NAME_LENGTH = 100;

const octal = (number: number, width: number): string => `${number.toString(8).padStart(width - 1, '0')}\0`;

const padded = (bytes: Uint8Array): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);

interface Header {
  name: Uint8Array;
  type: string;
  mode: number;
  gid: number;
  size: number;
  mtime: number;
  target?: Uint8Array;
}

const headerOf = ({ name, type, mode, gid, size, mtime, target = new Uint8Array() }: Header): Buffer => {
  const header = Buffer.alloc(BLOCK);
  header.set(name.subarray(0, NAME_LENGTH), 0);
  header.write(octal(mode, 8) + octal(0, 8) + octal(gid, 8) + octal(size, 12) + octal(mtime, 12), 100);
  header.write(' '.repeat(8) + type, 148);
  header.set(target.subarray(0, NAME_LENGTH), 157);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(octal(sum, 8), 148);
  return header;
};

/** What does not fit into a header goes before it, as GNU tar has it. */
const longText = (type: 'K' | 'L', text: Uint8Array): Buffer[] => {
  if (text.length <= NAME_LENGTH) return [];
  const content = Buffer.concat([text, Buffer.alloc(1)]);
  const name = Buffer.from('././@LongLink');
  return [headerOf({ name, type, mode: 0, gid: 0, size: content.length, mtime: 0 }), padded(content)];
};

const typeOf = ({ name, target }: TarEntry): string => {
  if (target !== undefined) return '2';
  return name.endsWith('/') ? '5' : '0';
};

/** `mtime` in milliseconds since 1970. */
export const archiveOf = (entries: readonly TarEntry[], mtime = 0): Buffer => {
  const parts = entries.flatMap((entry) => {
    const { mode, gid = 0, content = new Uint8Array() } = entry;
    const name = Buffer.from(entry.name);
    const target = Buffer.from(entry.target ?? '');
    const seconds = Math.floor(mtime / 1_000);
    return [
      ...longText('L', name),
      ...longText('K', target),
      headerOf({ name, type: typeOf(entry), mode, gid, size: content.length, mtime: seconds, target }),
      padded(content),
    ];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
};

/** An archive of one file that everyone may read. */
export const tarOf = (name: string, text: string): Buffer =>
  archiveOf([{ name, mode: 0o644, content: Buffer.from(text) }]);

/** The content of the first file. */
export const untar = (archive: Buffer): string => {
  const length = Number.parseInt(archive.toString('latin1', 124, 136), 8);
  return archive.toString('utf8', BLOCK, BLOCK + length);
};
