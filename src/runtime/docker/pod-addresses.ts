import type { ContainerInfo } from './docker-types.ts';
import { type AddressRange, chooseAddress, halves } from './address-range.ts';

/** Which addresses of berth's half are spoken for, as far as this process knows. */
export interface PodAddresses {
  /** What a list of all of berth's containers shows; a stopped one keeps its address. */
  learn(containers: readonly ContainerInfo[]): void;
  hasLearned(): boolean;
  take(range: AddressRange): string;
  /** The free address that comes first from `at` on, which is from 0 up to but not including 1. */
  near(range: AddressRange, at: number): string;
}

const addressesOf = ({ NetworkSettings: settings }: ContainerInfo): string[] =>
  Object.values(settings?.Networks ?? {}).flatMap(({ IPAMConfig: fixed, IPAddress: present }) =>
    [fixed?.IPv4Address ?? '', present].filter((address) => address !== ''),
  );

export const createPodAddresses = (random: () => number): PodAddresses => {
  let listed: ReadonlySet<string> | undefined;
  // A list may be older than what was taken since it was asked for, so nothing is ever given out twice.
  const taken = new Set<string>();
  const isListed = (address: string): boolean => listed?.has(address) === true;
  return {
    learn: (containers) => {
      listed = new Set(containers.flatMap(addressesOf));
    },
    hasLearned: () => listed !== undefined,
    take: (range) => {
      const isTaken = (address: string): boolean => taken.has(address) || isListed(address);
      const address = chooseAddress(halves(range).berth, isTaken, random);
      taken.add(address);
      return address;
    },
    near: (range, at) => chooseAddress(halves(range).berth, isListed, () => at),
  };
};
