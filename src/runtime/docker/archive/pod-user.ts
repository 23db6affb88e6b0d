/** Whom the files of a container's user belong to. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** `name:x:1000:1000:…` */
const rowsOf = (table: string): string[][] => table.split('\n').map((line) => line.split(':'));

const numberIn = (row: readonly string[] | undefined, column: number): number => Number(row?.[column] ?? 0);

/**
 * `user` is what the container runs as: `node`, `1000`, `1000:staff`. Undefined for root, and for someone whom the
 * container's own /etc/passwd does not know.
 */
export const podUser = (user: string, passwd: string, group: string): Owner | undefined => {
  const [name = '', groupName = ''] = user.split(':');
  if (name === '') return undefined;
  const row = rowsOf(passwd).find(([known, , uid]) => known === name || uid === name);
  if (row === undefined && !isNumber(name)) return undefined;
  const uid = row === undefined ? Number(name) : numberIn(row, 2);
  if (uid === 0) return undefined;
  if (groupName === '') return { uid, gid: numberIn(row, 3) };
  const groupRow = rowsOf(group).find(([known]) => known === groupName);
  return { uid, gid: isNumber(groupName) ? Number(groupName) : numberIn(groupRow, 2) };
};
