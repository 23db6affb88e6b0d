/** What Kubernetes allows as label keys and values. Each function lists what is wrong, in Kubernetes' words. */

const qualifiedName = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const qualifiedNameRule = `must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '${qualifiedName}')`;

const subdomain = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';
const subdomainRule = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;

const labelValue = '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?';
const labelValueRule = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${labelValue}')`;

const matches = (text: string, pattern: string): boolean => new RegExp(`^${pattern}$`).test(text);

const tooLong = (text: string, limit: number): readonly string[] =>
  text.length > limit ? [`must be no more than ${limit} characters`] : [];

const prefixProblems = (prefix: string): readonly string[] => {
  if (prefix === '') return ['prefix part must be non-empty'];
  const problems = [...tooLong(prefix, 253), ...(matches(prefix, subdomain) ? [] : [subdomainRule])];
  return problems.map((problem) => `prefix part ${problem}`);
};

const nameProblems = (name: string): readonly string[] => [
  ...(name === '' ? ['name part must be non-empty'] : []),
  ...tooLong(name, 63).map((problem) => `name part ${problem}`),
  ...(matches(name, qualifiedName) ? [] : [`name part ${qualifiedNameRule}`]),
];

/** Of a key of a label or annotation: `app`, `example.com/app`. */
export const labelKeyProblems = (key: string): readonly string[] => {
  const parts = key.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2) {
    return [
      `a qualified name ${qualifiedNameRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  return second === undefined ? nameProblems(first) : [...prefixProblems(first), ...nameProblems(second)];
};

export const labelValueProblems = (value: string): readonly string[] => [
  ...tooLong(value, 63),
  ...(matches(value, labelValue) ? [] : [labelValueRule]),
];
