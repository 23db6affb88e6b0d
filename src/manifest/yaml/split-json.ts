/**
 * kubectl reads JSON objects that stand one after the other, as `jq` writes them; YAML has no such thing.
 * Returns where each begins and ends, or nothing where the text is not a stream of JSON objects.
 */
export const splitJson = (text: string): readonly (readonly [number, number])[] | undefined => {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined;
  const parts: [number, number][] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '"') at = stringEnd(text, at);
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth < 0) return undefined;
      if (depth === 0) {
        parts.push([start, at + 1]);
        start = at + 1;
      }
    } else if (depth === 0 && !/[\s\uFEFF]/.test(char)) return undefined;
  }
  return depth === 0 && parts.length > 1 ? parts : undefined;
};

const stringEnd = (text: string, start: number): number => {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at;
};
