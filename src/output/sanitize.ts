/**
 * Makes control characters of foreign text visible, so that it can neither move a terminal's cursor nor change its
 * colours. `^[` is how kubectl shows Escape; the others follow the same custom. Tabs and line feeds stay.
 */
export const escapeControls = (text: string): string =>
  text.replaceAll(/[\0-\x08\v-\x1f\x7f-\x9f]/g, (character) => {
    const code = character.charCodeAt(0);
    if (character === '\r') return '\\r';
    if (code < 0x20) return `^${String.fromCharCode(code + 0x40)}`;
    return code === 0x7f ? '^?' : `\\x${code.toString(16)}`;
  });
