import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

/** Pods that take from ConfigMaps and Secrets. */

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  progressDeadlineSeconds: 30
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: "web:1"
        envFrom:
        - configMapRef: {name: app}
        - secretRef: {name: keys}
`;
const CONFIG_MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata: {LEVEL: debug}\n';
const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData: {TOKEN: s3cr3t}\n';

let session: Session;
const apply = (yaml: string) => session.berth('apply -f -', { stdin: yaml });
const pods = async (): Promise<string> => (await session.berth('get pods --no-headers')).stdout;

beforeEach(() => {
  session = openSession();
});

describe('a pod whose ConfigMap or Secret is missing', () => {
  test('waits for all to see, and starts by itself once a later apply brings what it needs', async () => {
    const { code, stderr } = await apply(DEPLOYMENT);
    expect(code).toBe(1);
    expect(stderr).toContain('configmap "app" not found');
    expect(await pods()).toMatch(/^(web-\S+ +0\/1 +CreateContainerConfigError +0 .*\n){2}$/);
    const names = (await pods()).match(/^web-\S+/gm);

    expect((await apply(CONFIG_MAP)).code).toBe(0);
    expect(await pods()).toMatch(/^(web-\S+ +0\/1 +CreateContainerConfigError +0 .*\n){2}$/);
    expect((await session.berth('get pods -o yaml')).stdout).toContain('message: secret "keys" not found');

    expect((await apply(SECRET)).code).toBe(0);
    expect(await pods()).toMatch(/^(web-\S+ +1\/1 +Running +0 .*\n){2}$/);
    expect((await pods()).match(/^web-\S+/gm)).toEqual(names);
  });

  test('starts when all comes at once, whatever the order', async () => {
    expect((await apply([DEPLOYMENT, SECRET, CONFIG_MAP].join('---\n'))).code).toBe(0);
    expect(await pods()).toMatch(/^(web-\S+ +1\/1 +Running .*\n){2}$/);
  });

  test('goes with its workload', async () => {
    await apply(DEPLOYMENT);
    expect((await session.berth('delete deployment web')).code).toBe(0);
    expect(await pods()).toBe('');
  });

  test('leaves the pods of the revision before it alone', async () => {
    await apply([SECRET, CONFIG_MAP, DEPLOYMENT].join('---\n'));
    const { code } = await apply(DEPLOYMENT.replace('name: app', 'name: other'));
    expect(code).toBe(1);
    expect((await pods()).match(/ 1\/1 +Running /g)).toHaveLength(2);
    expect((await pods()).match(/ 0\/1 +CreateContainerConfigError /g)).toHaveLength(1);
  });
});

describe('what is immutable', () => {
  const RULE = 'field is immutable when `immutable` is set';
  const fixed = (more: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\n${more}\n`;
  const HELD = fixed('immutable: true\ndata: {LEVEL: debug}');

  test.each([
    ['its data', 'immutable: true\ndata: {LEVEL: info}', `data: Forbidden: ${RULE}`],
    [
      'more data',
      'immutable: true\ndata: {LEVEL: debug}\nbinaryData: {a: AA==}',
      `binaryData: Forbidden: ${RULE}`,
    ],
    ['that it is immutable', 'data: {LEVEL: debug}', `immutable: Forbidden: ${RULE}`],
    ['both', 'immutable: false\ndata: {}', `[immutable: Forbidden: ${RULE}, data: Forbidden: ${RULE}]`],
  ])('keeps %s, whoever asks', async (_, more, words) => {
    await apply(HELD);
    const refused = await apply(fixed(more));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`The ConfigMap "app" is invalid: ${words}`);
    expect((await session.berth('get cm app -o jsonpath={.data}')).stdout).toBe('{"LEVEL":"debug"}');
  });

  test('may have other labels, may go, and may come back as something else', async () => {
    await apply(HELD);
    expect((await session.berth('label cm app tier=front')).code).toBe(0);
    expect((await apply(HELD)).code).toBe(0);
    expect((await session.berth('delete cm app')).code).toBe(0);
    expect((await apply(fixed('data: {LEVEL: info}'))).code).toBe(0);
  });

  test('is the type of a Secret in any case', async () => {
    await apply(SECRET);
    const { code, stderr } = await apply(`${SECRET}type: example.com/other\n`);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'The Secret "keys" is invalid: type: Invalid value: "example.com/other": field is immutable',
    );
  });
});
