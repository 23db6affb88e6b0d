import { checkCronSchedule } from '../../model/cron.ts';
import {
  checkAnnotationKey,
  checkCidr,
  checkConfigKey,
  checkDns1035Label,
  checkDnsLabel,
  checkDnsSubdomain,
  checkEnvVarName,
  checkIp,
  checkLabelValue,
  checkPercent,
  checkPortName,
  checkQualifiedName,
  type NameCheck,
} from '../../model/names.ts';
import { nearest } from '../../model/nearest.ts';
import { parseQuantity } from '../../model/quantity.ts';
import { showFound, showText } from '../json-value.ts';

/** What is wrong with a value, without saying where. */
export interface ValueFault {
  code: 'wrongType' | 'invalidValue' | 'unsupportedValue' | 'required';
  message: string;
  /** The same without the value, for secrets. */
  discreet?: string;
  hint?: string;
}

export type ScalarCheck = (value: unknown) => ValueFault | undefined;

const withHint = (fault: ValueFault, hint: string | undefined): ValueFault =>
  hint === undefined ? fault : { ...fault, hint };

export const wrongType = (value: unknown, expected: string, hint?: string): ValueFault =>
  withHint(
    {
      code: 'wrongType',
      message: `Invalid type: found ${showFound(value)}, expected ${expected}`,
      discreet: `Invalid type: expected ${expected}`,
    },
    hint,
  );

/** `name:web` is text to YAML: what makes it a field is the space after the colon. */
export const notAnObject = (value: unknown): ValueFault => {
  const isJoined = typeof value === 'string' && /^[\w./-]+:\S/.test(value);
  return wrongType(value, 'an object', isJoined ? 'a space must follow the colon' : undefined);
};

const invalid = (value: string | number, rule: string, hint?: string): ValueFault => {
  const shown = typeof value === 'string' ? showText(value) : String(value);
  return withHint({ code: 'invalidValue', message: `Invalid value: ${shown}: ${rule}` }, hint);
};

const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';

const text: ScalarCheck = (value) =>
  typeof value === 'string'
    ? undefined
    : wrongType(value, 'text', isPlain(value) ? 'put it in quotes' : undefined);

const named =
  (check: NameCheck, hint: (value: string) => string | undefined = () => undefined): ScalarCheck =>
  (value) => {
    if (typeof value !== 'string') return text(value);
    const rule = check(value);
    if (rule === undefined) return undefined;
    const isTypeset = /[\u2018-\u201f]/.test(value);
    return invalid(value, rule, isTypeset ? 'these are typographic quotes: use " instead' : hint(value));
  };

/** The same in lower case and with hyphens, where that makes a name of it. */
const tidied =
  (check: NameCheck) =>
  (value: string): string | undefined => {
    const tidy = value.toLowerCase().replaceAll(/[_\s]/g, '-');
    return check(tidy) === undefined ? `${JSON.stringify(tidy)} is allowed` : undefined;
  };

const boolean: ScalarCheck = (value) => {
  if (typeof value === 'boolean') return undefined;
  const isQuoted = value === 'true' || value === 'false';
  return wrongType(value, 'true or false', isQuoted ? `write ${value} without quotes` : undefined);
};

const number: ScalarCheck = (value) => (typeof value === 'number' ? undefined : wrongType(value, 'a number'));

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const bytes: ScalarCheck = (value) => {
  if (typeof value !== 'string') return text(value);
  // Line breaks may stand in base64, as the tool of that name writes them.
  if (base64.test(value.replaceAll(/[\r\n]/g, ''))) return undefined;
  return withHint(
    { code: 'invalidValue', message: 'Invalid value: not base64' },
    'encode it, or use stringData for plain text',
  );
};

const timestamp = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

const time = named((value) =>
  timestamp.test(value) ? undefined : 'must be a time such as 2006-01-02T15:04:05Z',
);

/** `10GB`, `512mb`, `1K`: what Kubernetes has no suffix for, and what is meant. */
const quantityHint = (value: string): string | undefined => {
  const parts = /^([\d.]+)\s*([a-zA-Z]*)$/.exec(value);
  if (parts === null) return undefined;
  const suffix = (parts[2] ?? '').replace(/b(ytes?)?$/i, '');
  const binary = /^([kmgtpe])i$/i.exec(suffix)?.[1];
  const letter = suffix.toUpperCase();
  const meant = binary === undefined ? (letter === 'K' ? 'k' : letter) : `${binary.toUpperCase()}i`;
  const suggestion = `${parts[1]}${meant}`;
  return parseQuantity(suggestion) === undefined ? undefined : `did you mean ${JSON.stringify(suggestion)}?`;
};

const quantity: ScalarCheck = (value) => {
  if (typeof value !== 'string' && typeof value !== 'number') return wrongType(value, 'a quantity');
  const parsed = parseQuantity(String(value));
  if (parsed === undefined) {
    return invalid(value, 'not a quantity such as 500m, 0.5, 128Mi or 2Gi', quantityHint(String(value)));
  }
  return parsed.nanos < 0n ? invalid(value, 'must be greater than or equal to 0') : undefined;
};

const intOrString: ScalarCheck = (value) =>
  typeof value === 'string' || Number.isInteger(value)
    ? undefined
    : wrongType(value, 'a whole number or text');

const portOrName: ScalarCheck = (value) => {
  if (typeof value === 'string') {
    const isQuoted = /^\d+$/.test(value);
    return named(checkPortName, () => (isQuoted ? `write ${value} without quotes` : undefined))(value);
  }
  return intOrString(value) ?? integer(1, 65535)(value);
};

const intOrPercent: ScalarCheck = (value) => {
  if (typeof value === 'string') return named(checkPercent)(value);
  return intOrString(value) ?? integer(0, Number.MAX_SAFE_INTEGER)(value);
};

const boundsRule = (min: number, max: number): string =>
  max >= 2 ** 31 - 1
    ? `must be greater than or equal to ${min}`
    : `must be between ${min} and ${max}, inclusive`;

export const integer =
  (min: number, max: number): ScalarCheck =>
  (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      const isQuoted = typeof value === 'string' && /^-?\d+$/.test(value);
      return wrongType(value, 'a whole number', isQuoted ? `write ${value} without quotes` : undefined);
    }
    if (value >= min && value <= max) return undefined;
    if (min < 0) return invalid(value, 'the number is too large for this field');
    return invalid(value, boundsRule(min, max));
  };

export const oneOf =
  (values: readonly string[]): ScalarCheck =>
  (value) => {
    if (typeof value !== 'string') return text(value);
    if (values.includes(value)) return undefined;
    const supported = values
      .filter((word) => word !== '')
      .map((word) => JSON.stringify(word))
      .join(', ');
    const meant = nearest(value, values);
    return withHint(
      {
        code: 'unsupportedValue',
        message: `Unsupported value: ${showText(value)}: supported values: ${supported}`,
      },
      meant === undefined ? undefined : `did you mean ${JSON.stringify(meant)}?`,
    );
  };

const checkImage: NameCheck = (value) =>
  value.trim() === value ? undefined : 'must not have leading or trailing whitespace';

const checkHeaderName: NameCheck = (value) =>
  /^[-A-Za-z0-9]+$/.test(value)
    ? undefined
    : "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name')";

const checkHost: NameCheck = (value) =>
  checkDnsSubdomain(value.replace(/^\*\./, '')) ??
  (checkIp(value) === undefined ? 'must be a DNS name, not an IP address' : undefined);

const checkTimeZone: NameCheck = (value) => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: value }) && undefined;
  } catch {
    return `unknown time zone ${value}`;
  }
};

/** The checks by the words that the tables of fields use. */
export const scalarChecks: Readonly<Record<string, ScalarCheck>> = {
  any: () => undefined,
  string: text,
  text,
  boolean,
  number,
  bytes,
  time,
  quantity,
  intOrString,
  portOrName,
  // Zero stands for the port itself.
  targetPort: (value) => (value === 0 ? undefined : portOrName(value)),
  intOrPercent,
  dnsLabel: named(checkDnsLabel, tidied(checkDnsLabel)),
  dnsSubdomain: named(checkDnsSubdomain, tidied(checkDnsSubdomain)),
  dns1035Label: named(checkDns1035Label, tidied(checkDns1035Label)),
  labelKey: named(checkQualifiedName),
  labelValue: named(checkLabelValue),
  annotationKey: named(checkAnnotationKey),
  qualifiedName: named(checkQualifiedName),
  configKey: named(checkConfigKey),
  envVarName: named(checkEnvVarName),
  headerName: named(checkHeaderName),
  portName: named(checkPortName),
  image: named(checkImage),
  ip: named(checkIp),
  cidr: named(checkCidr),
  clusterIp: named((value) => (value === 'None' ? undefined : checkIp(value))),
  externalName: named((value) => checkDnsSubdomain(value.replace(/\.$/, ''))),
  ingressHost: named(checkHost),
  cronSchedule: named(checkCronSchedule),
  timeZone: named(checkTimeZone),
};
