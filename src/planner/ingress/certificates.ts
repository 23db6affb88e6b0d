import { shortHash } from '../../model/hash.ts';
import type { Ingress } from '../../model/ingress.ts';
import { refKey } from '../../model/resource.ts';
import type { ObservedState } from '../../model/state.ts';

/** The certificates that Ingresses name, as files of the proxy. */
export interface Certificates {
  /** The list of them, by the names that clients ask for; undefined where there are none. */
  list: string | undefined;
  files: Record<string, string>;
  /** What keeps a certificate from being used. */
  problems: { ingress: Ingress; message: string }[];
}

const HASH_LENGTH = 16;

const pemOf = (
  ingress: Ingress,
  name: string,
  { config, certificates }: Pick<ObservedState, 'config' | 'certificates'>,
): { pem: string } | { problem: string } => {
  const key = refKey({ kind: 'Secret', namespace: ingress.metadata.namespace ?? '', name });
  const pem = certificates?.get(key);
  if (pem !== undefined) return { pem };
  return {
    problem: config?.has(key)
      ? `secret "${name}" has no certificate in tls.crt with its key in tls.key`
      : `secret "${name}" not found`,
  };
};

/** Nothing but what can be the name of a host goes into the list. */
const HOST = /^(\*\.)?[a-z0-9.-]+$/;

/** `folder`: where the proxy finds the files. */
export const certificatesOf = (
  ingresses: readonly Ingress[],
  observed: Pick<ObservedState, 'config' | 'certificates'>,
  folder: string,
): Certificates => {
  const files: Record<string, string> = {};
  const lines: string[] = [];
  const problems: Certificates['problems'] = [];
  for (const ingress of ingresses) {
    for (const { hosts = [], secretName = '' } of ingress.spec.tls ?? []) {
      if (secretName === '') continue;
      const found = pemOf(ingress, secretName, observed);
      if ('problem' in found) {
        problems.push({ ingress, message: found.problem });
        continue;
      }
      const file = `certificate-${shortHash(found.pem, HASH_LENGTH)}.pem`;
      files[file] = found.pem;
      const names = hosts.map((host) => host.toLowerCase()).filter((host) => HOST.test(host));
      lines.push([`${folder}/${file}`, ...names].join(' '));
    }
  }
  if (lines.length === 0) return { list: undefined, files, problems };
  const text = `${lines.join('\n')}\n`;
  const list = `certificates-${shortHash(text, HASH_LENGTH)}.list`;
  return { list: `${folder}/${list}`, files: { ...files, [list]: text }, problems };
};
