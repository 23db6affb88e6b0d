const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** How many characters Go reads of base64 that is not right, line breaks left aside; undefined if all, in vain. */
const readable = (data: string): number | undefined => {
  const place = data.search(/[^A-Za-z0-9+/]/);
  if (place < 0) return undefined;
  if (data[place] !== '=' || place % 4 < 2) return place;
  if (place % 4 === 3) return place + 1;
  if (place === data.length - 1) return data.length;
  return data[place + 1] === '=' ? place + 2 : place;
};

/** The text, or the place where Go would say that the base64 is corrupt. */
export const decodeBase64 = (text: string): { readonly text: string } | { readonly corruptAt: number } => {
  const data = text.replaceAll(/[\r\n]/g, '');
  if (BASE64.test(data)) return { text: Buffer.from(data, 'base64').toString() };
  const count = readable(data);
  if (count === undefined) return { corruptAt: text.length - (data.length % 4) };
  const read = new RegExp(`^(?:[\\r\\n]*[^\\r\\n]){${count}}[\\r\\n]*`).exec(text);
  return { corruptAt: read?.[0].length ?? text.length };
};
