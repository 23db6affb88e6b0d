import { canonicalJson } from './canonical-json.ts';
import type { PodTemplate } from './workload.ts';

/** Kubernetes' alphabet for generated names: without vowels and look-alikes no bad word can come up. */
const SAFE_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * The first character of every template hash. If the way of hashing ever changes, this changes with it, so that a
 * pod tells which way its own hash was made.
 */
const HASH_VERSION = 'b';

/** Two independent 32-bit words of a text. They tell texts apart; they keep no secrets. */
const words = (text: string, seed: number): [number, number] => {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x9e3779b1);
    b = Math.imul(b ^ code, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return [a >>> 0, b >>> 0];
};

/** 27⁶ < 2³²: a word gives six characters. */
const CHARACTERS_PER_WORD = 6;

const encode = (word: number): string => {
  let rest = word;
  let text = '';
  for (let index = 0; index < CHARACTERS_PER_WORD; index++) {
    text += SAFE_ALPHABET.charAt(rest % SAFE_ALPHABET.length);
    rest = Math.floor(rest / SAFE_ALPHABET.length);
  }
  return text;
};

/** Up to twelve characters that depend on the whole text. */
export const shortHash = (text: string, length: number): string =>
  words(text, 0).map(encode).join('').slice(0, length);

/** The same for every way of writing the same template. */
export const templateHash = (template: PodTemplate): string =>
  HASH_VERSION + shortHash(canonicalJson(template), 9);

/** A UUID in the shape that Kubernetes gives its objects, made from a text. */
export const uuidOf = (text: string): string => {
  const hex = [...words(text, 1), ...words(text, 2)]
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};
