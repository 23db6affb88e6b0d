import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../../src/manifest/parse.ts';
import { validate, type ValidationOptions } from '../../../src/manifest/validate.ts';
import { formatProblems } from '../../../src/output/problems.ts';

const strict: ValidationOptions = { level: 'strict', ignoreUnknownKinds: false };

const check = (text: string, options = strict, file = 'a.yaml') => {
  const { documents, problems } = parseManifests([{ file, text }]);
  return [...problems, ...validate(documents, options)];
};

const errors = (text: string, options = strict) =>
  check(text, options)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message, position }) => `${position?.line}:${position?.column} ${code} ${message}`);

describe('what kubectl users know as --validate', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndate: {}\n';

  it('strict: a field that Kubernetes does not have is an error', () => {
    expect(errors(text)).toEqual(['4:1 unknownField unknown field "date"']);
    expect(check(text)[0]?.hint).toBe('did you mean "data"?');
  });

  it('warn: it is a warning', () => {
    expect(errors(text, { ...strict, level: 'warn' })).toEqual([]);
    expect(check(text, { ...strict, level: 'warn' }).map(({ code }) => code)).toContain('unknownField');
  });

  it('ignore: nothing is said', () => {
    expect(check(text, { ...strict, level: 'ignore' }).map(({ code }) => code)).not.toContain('unknownField');
  });
});

describe('kinds', () => {
  const custom = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n';

  it('a kind that berth does not know is an error, and the rest is still checked', () => {
    expect(errors(`${custom}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: A}\n`)).toEqual([
      '2:7 unknownKind no matches for kind "Thing" in version "example.com/v1"',
      expect.stringContaining('7:18 invalidValue metadata.name: Invalid value: "A"'),
    ]);
  });

  it('--ignore-unknown-kinds makes it a warning', () => {
    const problems = check(custom, { ...strict, ignoreUnknownKinds: true });
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning unknownKind']);
  });

  it.each([
    ['apiVersion: apps/v1\nkind: Deploymnt', '2:7', 'did you mean "Deployment"?'],
    ['apiVersion: v1\nkind: Deployment', '1:13', 'did you mean apiVersion: apps/v1?'],
    [
      'apiVersion: serving.knative.dev/v1\nkind: Service',
      '1:13',
      'berth knows the kinds that `berth api-resources` lists; --ignore-unknown-kinds leaves others out',
    ],
  ])('%j is at %s, and the hint is %s', (text, place, hint) => {
    const [problem] = check(`${text}\nmetadata: {name: a}\n`);
    expect(`${problem?.position?.line}:${problem?.position?.column}`).toBe(place);
    expect(problem?.hint).toBe(hint);
  });

  it('a kind without effect is named once, however many objects there are of it', () => {
    const text =
      'apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\n---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: b}\n';
    expect(check(text).map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning LimitRange is stored but not acted on',
    ]);
    expect(errors(text, { ...strict, strict: true })).toHaveLength(1);
  });

  it('the same object twice is a warning that says where the first is', () => {
    const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n';
    expect(
      check(`${text}---\n${text}`).map(({ message, position }) => `${position?.line} ${message}`),
    ).toEqual(['7 Namespace a is already defined at a.yaml:3; the last one wins']);
  });
});

describe('fields that berth does not act on yet', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: a}
spec:
  selector: {matchLabels: {app: a}}
  template:
    metadata: {labels: {app: a}}
    spec:
      schedulerName: default-scheduler
      securityContext: {}
      priorityClassName: high
      containers:
      - name: a
        image: a
        resources: {}
        resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}]
`;
  const named = (options: ValidationOptions) =>
    check(text, options).map(({ severity, path, position }) => `${severity} ${position?.line} ${path}`);

  it('are named with their place, unless they change nothing', () => {
    expect(named(strict)).toEqual([
      'warning 11 spec.template.spec.priorityClassName',
      'warning 16 spec.template.spec.containers[0].resizePolicy',
    ]);
  });

  it('are errors with --strict', () => {
    expect(named({ ...strict, strict: true })).toEqual([
      'error 11 spec.template.spec.priorityClassName',
      'error 16 spec.template.spec.containers[0].resizePolicy',
    ]);
  });
});

describe('secrets', () => {
  it('are shown nowhere, not even where they are wrong', () => {
    const problems = check(
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: hunter2!}\nstringData: {b: 3141592}\n',
    );
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|3141592/);
    expect(
      problems.filter(({ severity }) => severity === 'error').map(({ confidential }) => confidential),
    ).toEqual([true, true]);
  });
});

describe('all problems of all files', () => {
  const deployment = (spec: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
${spec}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx
        resources:
          limits: {memory: MEMORY}
`;
  const selector = '  selector: {matchLabels: {app: web}}';

  it('are reported together, each in its place', () => {
    const texts = [
      { file: 'field.yaml', text: deployment(`${selector}\n  replica: 3`).replace('MEMORY', '1Gi') },
      { file: 'tab.yaml', text: deployment(`\t${selector}`).replace('MEMORY', '1Gi') },
      { file: 'quantity.yaml', text: deployment(selector).replace('MEMORY', '1GB') },
      { file: 'selector.yaml', text: deployment('  replicas: 1').replace('MEMORY', '1Gi') },
    ];
    const { documents, problems } = parseManifests(texts);
    const errors = [...problems, ...validate(documents, strict)].filter(
      ({ severity }) => severity === 'error',
    );
    expect(formatProblems(errors, { sources: texts, excerpts: false, color: false })).toBe(
      `field.yaml:6:3: error: unknown field "spec.replica", did you mean "replicas"?
tab.yaml:5:1: error: a tab cannot indent YAML (use spaces)
quantity.yaml:13:28: error: spec.template.spec.containers[0].resources.limits.memory: Invalid value: "1GB": not a quantity such as 500m, 0.5, 128Mi or 2Gi, did you mean "1G"?
selector.yaml:4:1: error: spec.selector: Required value
`,
    );
  });
});
