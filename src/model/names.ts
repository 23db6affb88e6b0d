/**
 * Kubernetes' rules for names, labels and keys. Each check returns what is wrong, in Kubernetes' words, or nothing.
 */
export type NameCheck = (text: string) => string | undefined;

const LABEL_LENGTH = 63;
const SUBDOMAIN_LENGTH = 253;

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const dns1123Label = new RegExp(`^${label}$`);
const dns1123Subdomain = new RegExp(`^${label}(?:\\.${label})*$`);
const dns1035Label = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const qualifiedPart = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const keyOfFile = /^[-._a-zA-Z0-9]+$/;
const percent = /^[0-9]+%$/;

const tooLong = (limit: number): string => `must be no more than ${limit} characters`;

export const checkDnsLabel: NameCheck = (text) => {
  if (text.length > LABEL_LENGTH) return tooLong(LABEL_LENGTH);
  if (dns1123Label.test(text)) return undefined;
  return "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name', or '123-abc')";
};

export const checkDnsSubdomain: NameCheck = (text) => {
  if (text.length > SUBDOMAIN_LENGTH) return tooLong(SUBDOMAIN_LENGTH);
  if (dns1123Subdomain.test(text)) return undefined;
  return "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com')";
};

/** Service names: they become names in DNS and parts of environment variables. */
export const checkDns1035Label: NameCheck = (text) => {
  if (text.length > LABEL_LENGTH) return tooLong(LABEL_LENGTH);
  if (dns1035Label.test(text)) return undefined;
  return "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name', or 'abc-123')";
};

/** Names of RBAC objects: anything that can stand in a path of an address. */
export const checkPathSegment: NameCheck = (text) => {
  if (text === '.' || text === '..') return `may not be '${text}'`;
  for (const part of ['/', '%']) if (text.includes(part)) return `may not contain '${part}'`;
  return undefined;
};

/** `app`, `app.kubernetes.io/name`: keys of labels, names of resources. */
export const checkQualifiedName: NameCheck = (text) => {
  const parts = text.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) {
    return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
  }
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    if (prefix === '') return 'prefix part must be non-empty';
    const fault = checkDnsSubdomain(prefix);
    if (fault !== undefined) return `prefix part ${fault}`;
  }
  if (name === '') return 'name part must be non-empty';
  if (name.length > LABEL_LENGTH) return `name part ${tooLong(LABEL_LENGTH)}`;
  if (qualifiedPart.test(name)) return undefined;
  return "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName', or 'my.name', or '123-abc')";
};

export const checkLabelValue: NameCheck = (text) => {
  if (text.length > LABEL_LENGTH) return tooLong(LABEL_LENGTH);
  if (text === '' || qualifiedPart.test(text)) return undefined;
  return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue', or 'my_value', or '12345')";
};

/** Annotations' keys are qualified names without regard to case. */
export const checkAnnotationKey: NameCheck = (text) => checkQualifiedName(text.toLowerCase());

/** Since Kubernetes 1.32 every printable character but `=` may stand in the name of a variable. */
export const checkEnvVarName: NameCheck = (text) => {
  if (text === '') return 'environment variable name must be non-empty';
  return /^[ -<>-~]+$/.test(text)
    ? undefined
    : 'a valid environment variable name must consist only of printable ASCII characters other than "="';
};

/** Names of ports: at most 15 characters, so that they can stand in /etc/services. */
export const checkPortName: NameCheck = (text) => {
  if (text.length > 15) return tooLong(15);
  if (!/^[-a-z0-9]+$/.test(text))
    return 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)';
  if (!/[a-z]/.test(text)) return 'must contain at least one letter (a-z)';
  if (text.includes('--')) return 'must not contain consecutive hyphens';
  if (text.startsWith('-') || text.endsWith('-')) return 'must not begin or end with a hyphen';
  return undefined;
};

/** Keys of ConfigMaps and Secrets, which become names of files. */
export const checkConfigKey: NameCheck = (text) => {
  if (text.length > SUBDOMAIN_LENGTH) return tooLong(SUBDOMAIN_LENGTH);
  if (!keyOfFile.test(text)) {
    return "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name', or 'KEY_NAME', or 'key-name')";
  }
  if (text === '.' || text === '..') return `must not be '${text}'`;
  return text.startsWith('..') ? "must not start with '..'" : undefined;
};

export const checkPercent: NameCheck = (text) =>
  percent.test(text)
    ? undefined
    : "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', or '93%')";

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** A compressed address may leave out groups once; an IPv4 address may stand for the last two. */
const isIpv6 = (text: string): boolean => {
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return false;
  let groups = 0;
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && ipv4.test(part)) groups += 2;
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups += 1;
    else return false;
  }
  return halves.length === 2 ? groups < 8 : groups === 8;
};

export const checkIp: NameCheck = (text) =>
  ipv4.test(text) || isIpv6(text)
    ? undefined
    : 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';

export const checkCidr: NameCheck = (text) => {
  const [address = '', bits = ''] = text.split('/');
  const limit = ipv4.test(address) ? 32 : isIpv6(address) ? 128 : -1;
  const isValid = text.split('/').length === 2 && /^\d{1,3}$/.test(bits) && Number(bits) <= limit;
  return isValid ? undefined : 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';
};
