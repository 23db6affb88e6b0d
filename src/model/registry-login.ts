/** Who somebody is to a registry, and which registries that holds for. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
  /** Takes the place of name and password. */
  readonly identityToken?: string;
  /** Who gave it, for messages: `secret "registry"`. */
  readonly source: string;
}

/** A login with the place that it is for: `registry.example.com:5000/team`, `*.example.com`. */
export interface RegistryEntry {
  readonly place: string;
  readonly login: RegistryLogin;
}

/** Docker's own registry under the name that its logins are kept for. */
export const DOCKER_HUB = 'index.docker.io';
const HUB_NAMES = ['docker.io', 'registry-1.docker.io', 'registry.hub.docker.com', DOCKER_HUB];

const canonicalHost = (host: string): string => (HUB_NAMES.includes(host) ? DOCKER_HUB : host);

/** Whether the first part of an image's name is a host, by the rule that all engines share. */
const isHost = (part: string): boolean => /[.:]/.test(part) || part === 'localhost';

/** The registry of an image, and the image's path there, without tag and digest. */
export const registryOf = (image: string): { host: string; path: string } => {
  const [name = ''] = image.split('@');
  const untagged = name.replace(/:[^/:]*$/, '');
  const [first = '', ...rest] = untagged.split('/');
  if (rest.length > 0 && isHost(first)) return { host: canonicalHost(first), path: rest.join('/') };
  return { host: DOCKER_HUB, path: untagged.includes('/') ? untagged : `library/${untagged}` };
};

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

const loginOf = (entry: unknown, source: string): RegistryLogin | undefined => {
  const auth = Buffer.from(asText(field(entry, 'auth')), 'base64')
    .toString()
    .replace(/\0+$/, '');
  const colon = auth.indexOf(':');
  const username = asText(field(entry, 'username')) || auth.slice(0, Math.max(0, colon));
  const password = asText(field(entry, 'password')) || auth.slice(colon + 1);
  const identityToken = asText(field(entry, 'identitytoken'));
  if (identityToken !== '') return { username, password: '', identityToken, source };
  return username === '' && password === '' ? undefined : { username, password, source };
};

/** The `auths` of a docker configuration. */
export const registryEntries = (auths: unknown, source: string): RegistryEntry[] =>
  typeof auths === 'object' && auths !== null
    ? Object.entries(auths).flatMap(([place, entry]) => {
        const login = loginOf(entry, source);
        return login === undefined ? [] : [{ place, login }];
      })
    : [];

/** `https://index.docker.io/v1/` is how docker itself writes the place of a login. */
const partsOf = (place: string): { host: string; path: string } => {
  const [host = '', ...rest] = place.replace(/^https?:\/\//, '').split('/');
  const path = rest
    .join('/')
    .replace(/^v[12](\/|$)/, '')
    .replace(/\/$/, '');
  return { host: canonicalHost(host), path };
};

/** As the kubelet has it: a star stands for anything within one label of the host. */
const matchesHost = (pattern: string, host: string): boolean => {
  const labels = host.split('.');
  const patterns = pattern.split('.');
  return (
    labels.length === patterns.length &&
    patterns.every((each, index) => {
      const words = each.split('*').map((word) => word.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`));
      return new RegExp(`^${words.join('.*')}$`).test(labels[index] ?? '');
    })
  );
};

const fits = (image: string, place: string): boolean => {
  const wanted = registryOf(image);
  const { host, path } = partsOf(place);
  const isWithin = path === '' || wanted.path === path || wanted.path.startsWith(`${path}/`);
  return isWithin && matchesHost(host, wanted.host);
};

/** The logins that an image may be pulled with, those for the narrowest place first. */
export const loginsFor = (image: string, entries: readonly RegistryEntry[]): RegistryLogin[] =>
  entries
    .filter(({ place }) => fits(image, place))
    .toSorted((a, b) => partsOf(b.place).path.length - partsOf(a.place).path.length)
    .map(({ login }) => login);
