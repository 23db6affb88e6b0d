/** The archive format in which files go into containers and come out of them: one plain file. */

const BLOCK = 512;

const octal = (number: number, width: number): string => `${number.toString(8).padStart(width - 1, '0')}\0`;

export const tarOf = (name: string, text: string): Buffer => {
  const content = Buffer.from(text);
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(content.length, 12) + octal(0, 12), 100);
  header.write(' '.repeat(8) + '0', 148);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(octal(sum, 8), 148);
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([header, content, padding, Buffer.alloc(2 * BLOCK)]);
};

/** The content of the first file. */
export const untar = (archive: Buffer): string => {
  const length = Number.parseInt(archive.toString('latin1', 124, 136), 8);
  return archive.toString('utf8', BLOCK, BLOCK + length);
};
