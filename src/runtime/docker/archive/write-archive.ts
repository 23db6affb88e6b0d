import type { PodFile } from '../../../model/pod-file.ts';
import { RuntimeError } from '../../driver.ts';

/** Writes files as a tar archive, piece by piece: POSIX headers, extended where something does not fit. */

const BLOCK = 512;
const NAME_LENGTH = 100;
const LARGEST_SIZE = 0o77777777777;
const LARGEST_ID = 0o7777777;

const octal = (number: number, width: number): string => `${number.toString(8).padStart(width - 1, '0')}\0`;

interface Header {
  readonly name: string;
  readonly type: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly size?: number;
  readonly modified?: number;
  readonly target?: string;
}

/** Numbers that do not fit are zero here, and in an extended header. */
const fitting = (number: number, largest: number): number => (number > largest ? 0 : number);

const headerBlock = (header: Header): Buffer => {
  const { name, type, mode = 0, uid = 0, gid = 0, size = 0, modified = 0, target = '' } = header;
  const block = Buffer.alloc(BLOCK);
  block.set(Buffer.from(name).subarray(0, NAME_LENGTH), 0);
  const numbers = [
    octal(mode, 8),
    octal(fitting(uid, LARGEST_ID), 8),
    octal(fitting(gid, LARGEST_ID), 8),
    octal(fitting(size, LARGEST_SIZE), 12),
    octal(Math.max(0, Math.floor(modified)), 12),
  ];
  block.write(numbers.join(''), 100);
  block.write(' '.repeat(8) + type, 148);
  block.set(Buffer.from(target).subarray(0, NAME_LENGTH), 157);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(octal(sum, 8), 148);
  return block;
};

/** Its length counts itself. */
const paxRecord = (key: string, value: string | number): string => {
  const body = ` ${key}=${value}\n`;
  const bare = Buffer.byteLength(body);
  const digits = String(bare + String(bare).length).length;
  return `${bare + digits}${body}`;
};

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

const headerOf = (header: Header): Buffer => {
  const { name, target = '', uid = 0, gid = 0, size = 0 } = header;
  const records = [
    ...(Buffer.byteLength(name) > NAME_LENGTH ? [paxRecord('path', name)] : []),
    ...(Buffer.byteLength(target) > NAME_LENGTH ? [paxRecord('linkpath', target)] : []),
    ...(uid > LARGEST_ID ? [paxRecord('uid', uid)] : []),
    ...(gid > LARGEST_ID ? [paxRecord('gid', gid)] : []),
    ...(size > LARGEST_SIZE ? [paxRecord('size', size)] : []),
  ];
  if (records.length === 0) return headerBlock(header);
  const extended = Buffer.from(records.join(''));
  return Buffer.concat([
    headerBlock({ name: 'extended', type: 'x', size: extended.length }),
    extended,
    padding(extended.length),
    headerBlock(header),
  ]);
};

const TYPES = { file: '0', hardLink: '1', link: '2', folder: '5' } as const;

export const writeArchive = async function* (files: AsyncIterable<PodFile>): AsyncGenerator<Buffer> {
  for await (const { path, kind, content, modifiedAt, ...file } of files) {
    if (kind === 'other') continue;
    const size = kind === 'file' ? file.size : 0;
    const name = kind === 'folder' ? `${path}/` : path;
    yield headerOf({ ...file, name, size, type: TYPES[kind], modified: modifiedAt / 1_000 });
    if (kind !== 'file') continue;
    let left = size;
    for await (const part of content ?? []) {
      left -= part.length;
      if (left < 0) break;
      yield Buffer.from(part);
    }
    if (left !== 0) throw new RuntimeError('failed', `${path} changed while it was read`);
    yield padding(size);
  }
  yield Buffer.alloc(2 * BLOCK);
};
