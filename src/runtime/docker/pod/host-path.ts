import { RuntimeError } from '../../driver.ts';
import { type Filler, hasBit } from './filler.ts';

/** What a hostPath has to be, by its type, before anything is mounted. */

const BITS = { device: 2 ** 26, socket: 2 ** 24, charDevice: 2 ** 21 } as const;

interface HostPath {
  path: string;
  type: string;
}

export const parentOf = (path: string): string => path.replace(/\/+$/, '').replace(/\/[^/]*$/, '') || '/';

const baseOf = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

const isOfType = (type: string, { mode, isFolder }: { mode: number; isFolder: boolean }): boolean => {
  const isDevice = hasBit(mode, BITS.device);
  switch (type) {
    case 'Directory':
    case 'DirectoryOrCreate':
      return isFolder;
    case 'Socket':
      return hasBit(mode, BITS.socket);
    case 'CharDevice':
      return isDevice && hasBit(mode, BITS.charDevice);
    case 'BlockDevice':
      return isDevice && !hasBit(mode, BITS.charDevice);
    case 'File':
    case 'FileOrCreate':
      return !isFolder && !isDevice && !hasBit(mode, BITS.socket);
    default:
      return true;
  }
};

const WORDS: Readonly<Record<string, string>> = {
  Directory: 'a directory',
  DirectoryOrCreate: 'a directory',
  File: 'a file',
  FileOrCreate: 'a file',
  Socket: 'a socket file',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
};

const FILE_MODE = 0o644;

/** In the kubelet's words. */
export const typeFault = ({ path, type }: HostPath): RuntimeError =>
  new RuntimeError('invalid', `hostPath type check failed: ${path} is not ${WORDS[type] ?? type}`);

export const checkHostPath = async (
  filler: Filler,
  folder: string,
  { path, type }: HostPath,
): Promise<void> => {
  const place = type === 'FileOrCreate' ? `${folder}/${baseOf(path)}` : folder;
  const stat = await filler.stat(place);
  if (stat === undefined && type === 'FileOrCreate') {
    await filler.unpack([{ name: place, mode: FILE_MODE, content: new Uint8Array() }]);
    return;
  }
  if (stat === undefined || !isOfType(type, stat)) {
    throw typeFault({ path, type });
  }
};
