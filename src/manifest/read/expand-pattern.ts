import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const isPattern = (text: string): boolean => /[*?[]/.test(text);

/** The part of a path between slashes as an expression: `*`, `?` and `[a-c]`, as in a shell. */
const expressionOf = (pattern: string): RegExp => {
  const source = pattern.replaceAll(/\[(?:\\.|[^\]])+\]|[\s\S]/g, (part) => {
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return part;
    return part.replace(/[.+^${}()|[\]\\]/, String.raw`\$&`);
  });
  return new RegExp(`^${source}$`);
};

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/**
 * The paths that a quoted pattern stands for; kubectl expands those that the shell left alone. A name without a
 * match stands for itself.
 */
export const expandPattern = async (name: string, cwd: string): Promise<string[]> => {
  if (!isPattern(name) || (await exists(resolve(cwd, name)))) return [name];
  let found = [name.startsWith('/') ? '/' : ''];
  for (const part of name.split('/').filter((part) => part !== '')) {
    found = (await Promise.all(found.map(async (folder) => matches(folder, part, cwd)))).flat();
  }
  return found.length === 0 ? [name] : found;
};

const matches = async (folder: string, part: string, cwd: string): Promise<string[]> => {
  if (!isPattern(part)) {
    const path = join(folder, part);
    return (await exists(resolve(cwd, path))) ? [path] : [];
  }
  const names = await readdir(resolve(cwd, folder)).catch(() => []);
  const expression = expressionOf(part);
  return names
    .filter((name) => expression.test(name))
    .sort()
    .map((name) => join(folder, name));
};
