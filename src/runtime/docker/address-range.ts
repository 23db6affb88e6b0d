import { RuntimeError } from '../driver.ts';

/** Ranges of IPv4 addresses, `172.18.0.0/16`, and how berth shares one with the engine. */
export interface AddressRange {
  /** The first address, as a number. */
  first: number;
  prefix: number;
}

const MIN_PREFIX = 8;
/** Leaves each half seven addresses and more. */
const MAX_PREFIX = 28;

const sizeOf = ({ prefix }: AddressRange): number => 2 ** (32 - prefix);

const addressNumber = (text: string): number | undefined => {
  const parts = text.split('.').map(Number);
  const isByte = (part: number): boolean => Number.isInteger(part) && part >= 0 && part <= 255;
  if (parts.length !== 4 || !parts.every(isByte)) return undefined;
  return parts.reduce((number, part) => number * 256 + part, 0);
};

const addressText = (number: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');

export const parseRange = (text: string): AddressRange => {
  const [, address = '', bits = ''] = /^([\d.]+)\/(\d+)$/.exec(text) ?? [];
  const number = addressNumber(address);
  const prefix = Number(bits);
  if (number === undefined || prefix < MIN_PREFIX || prefix > MAX_PREFIX) {
    throw new RuntimeError(
      'invalid',
      `"${text}" is no range for pods: expected IPv4 such as 10.42.0.0/16, of /${MIN_PREFIX} to /${MAX_PREFIX}`,
    );
  }
  const size = sizeOf({ first: 0, prefix });
  return { first: Math.floor(number / size) * size, prefix };
};

export const rangeText = ({ first, prefix }: AddressRange): string => `${addressText(first)}/${prefix}`;

/** The engine keeps the first address for itself. */
export const gatewayOf = ({ first }: AddressRange): string => addressText(first + 1);

/**
 * The lower half, with the gateway, is the engine's to give out. The upper half is berth's: the engine hands a freed
 * address to the next container at once, and what is still on its way to a dead pod would reach a stranger.
 */
export const halves = (range: AddressRange): { engine: AddressRange; berth: AddressRange } => {
  const prefix = range.prefix + 1;
  return {
    engine: { first: range.first, prefix },
    berth: { first: range.first + sizeOf({ first: 0, prefix }), prefix },
  };
};

/**
 * A free address, any: the one that was freed last is as unlikely as the others, and two processes that choose at
 * the same time hardly ever meet. `random` is from 0 up to but not including 1.
 */
export const chooseAddress = (
  berthHalf: AddressRange,
  isTaken: (address: string) => boolean,
  random: () => number,
): string => {
  // The last address of all is for broadcasts.
  const count = sizeOf(berthHalf) - 1;
  const start = Math.floor(random() * count);
  for (let step = 0; step < count; step++) {
    const address = addressText(berthHalf.first + ((start + step) % count));
    if (!isTaken(address)) return address;
  }
  throw new RuntimeError('failed', `all ${count} addresses for pods in ${rangeText(berthHalf)} are taken`);
};
