import type { TarEntry } from '../tar.ts';
import type { VolumeFile } from './volume-files.ts';

/**
 * Files as the kubelet lays them out: in a folder that has another name for each version, which one symbolic link
 * leads to. So all files change at once, and who watches them sees it happen.
 */

const FOLDER_MODE = 0o755;
const LINK_MODE = 0o777;
const GROUP_READS = 0o440;
const GROUP_ENTERS = 0o2550;

/** `..b5x2c`: the folder of one version. */
export const versionFolder = (version: string): string => `..${version}`;

const parents = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
};

/** The entries of an archive that is unpacked in `place`, which ends with a slash. */
export const fileTree = (
  place: string,
  files: readonly VolumeFile[],
  version: string,
  fsGroup: number | undefined,
): TarEntry[] => {
  const owner = fsGroup === undefined ? {} : { gid: fsGroup };
  const folderMode = fsGroup === undefined ? FOLDER_MODE : FOLDER_MODE | GROUP_ENTERS;
  const data = `${place}${versionFolder(version)}/`;
  const folders = [...new Set(files.flatMap(({ path }) => parents(path)))].sort();
  const first = [...new Set(files.map(({ path }) => path.split('/')[0] ?? ''))];
  return [
    { name: place, mode: folderMode, ...owner },
    { name: data, mode: folderMode, ...owner },
    ...folders.map((folder): TarEntry => ({ name: data + folder, mode: folderMode, ...owner })),
    ...files.map(
      ({ path, mode, content }): TarEntry => ({
        name: data + path,
        mode: fsGroup === undefined ? mode : mode | GROUP_READS,
        content,
        ...owner,
      }),
    ),
    { name: `${place}..data`, mode: LINK_MODE, target: versionFolder(version) },
    ...first.map((name): TarEntry => ({ name: place + name, mode: LINK_MODE, target: `..data/${name}` })),
  ];
};
