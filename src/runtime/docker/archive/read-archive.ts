import { RuntimeError } from '../../driver.ts';

/** Reads a tar archive as it comes: what the engine, Go's archive/tar and GNU tar write. */

export interface ArchiveEntry {
  readonly name: string;
  /** As the archive has it: `0` a file, `1` a hard link, `2` a link, `5` a folder. */
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970. */
  readonly modified: number;
  readonly size: number;
  readonly target: string;
  /** What is not read of it is skipped when the next entry is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

const BLOCK = 512;

const corrupted = (): RuntimeError => new RuntimeError('failed', 'tar contents corrupted');

/** Bytes in pieces of the wanted size, whatever pieces they come in. */
const createBytes = (chunks: AsyncIterable<Uint8Array>) => {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();

  /** Up to `most` bytes; none at the end. */
  const some = async (most: number): Promise<Uint8Array> => {
    while (rest.length === 0) {
      const { done, value } = await source.next();
      if (done === true) return rest;
      rest = value;
    }
    const part = rest.subarray(0, most);
    rest = rest.subarray(part.length);
    return part;
  };

  async function* stream(length: number): AsyncGenerator<Uint8Array, void> {
    for (let left = length; left > 0; ) {
      const part = await some(left);
      if (part.length === 0) throw corrupted();
      left -= part.length;
      yield part;
    }
  }

  const take = async (length: number): Promise<Buffer> => {
    const parts: Uint8Array[] = [];
    for await (const part of stream(length)) parts.push(part);
    return Buffer.concat(parts);
  };

  const isOver = async (): Promise<boolean> => {
    const part = await some(Number.POSITIVE_INFINITY);
    rest = part.length === 0 ? rest : Buffer.concat([part, rest]);
    return part.length === 0;
  };

  return { stream, take, isOver, close: async () => void (await source.return?.()) };
};

const textAt = (block: Buffer, start: number, length: number): string => {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
};

/** Octal digits, or a big number as it is with the first bit set. */
const numberAt = (block: Buffer, start: number, length: number): number => {
  const field = block.subarray(start, start + length);
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(textAt(block, start, length).trim() || '0', 8);
  return field.subarray(1).reduce((total, byte) => total * 256 + byte, (field[0] ?? 0) & 0x7f);
};

const checkSum = (block: Buffer): void => {
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (sum !== numberAt(block, 148, 8)) throw corrupted();
};

/** `27 path=some/name\n`, one after the other; the number counts the bytes of all of it. */
const paxRecords = (bytes: Buffer): ReadonlyMap<string, string> => {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = Number(bytes.toString('utf8', at, space));
    if (space < 0 || !(length > 0)) throw corrupted();
    const record = bytes.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
};

const nameOf = (block: Buffer): string => {
  const name = textAt(block, 0, 100);
  const prefix = textAt(block, 257, 6) === 'ustar' ? textAt(block, 345, 155) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
};

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

export const readArchive = async function* (
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<ArchiveEntry, void> {
  const bytes = createBytes(chunks);
  /** What was said before an entry, because it does not fit into its header. */
  let said: ReadonlyMap<string, string> = new Map();
  try {
    while (!(await bytes.isOver())) {
      const block = await bytes.take(BLOCK);
      if (block.every((byte) => byte === 0)) return;
      checkSum(block);
      const type = String.fromCharCode(block[156] ?? 0);
      const written = numberAt(block, 124, 12);
      if (type === 'x' || type === 'L' || type === 'K' || type === 'g') {
        const content = await bytes.take(written);
        await bytes.take(padding(written));
        const text = textAt(content, 0, content.length);
        if (type === 'x') said = new Map([...said, ...paxRecords(content)]);
        if (type === 'L') said = new Map([...said, ['path', text]]);
        if (type === 'K') said = new Map([...said, ['linkpath', text]]);
        continue;
      }
      const size = Number(said.get('size') ?? written);
      const content = bytes.stream(size);
      yield {
        name: said.get('path') ?? nameOf(block),
        type: type === '\0' ? '0' : type,
        mode: numberAt(block, 100, 8),
        uid: Number(said.get('uid') ?? numberAt(block, 108, 8)),
        gid: Number(said.get('gid') ?? numberAt(block, 116, 8)),
        modified: Number(said.get('mtime') ?? numberAt(block, 136, 12)),
        size,
        target: said.get('linkpath') ?? textAt(block, 157, 100),
        content,
      };
      for await (const _ of content) {
        // Whoever asked for the next entry did not want it.
      }
      await bytes.take(padding(size));
      said = new Map();
    }
  } finally {
    await bytes.close();
  }
};
