import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

let session: Session;
const berth = (line: string) => session.berth(line);

const web = (image = 'web:1', name = 'web'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, labels: {app: ${name}}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: web, image: '${image}'}]}
`;

const apply = async (manifest = web(), flags = '') => {
  session.write({ 'web.yaml': manifest });
  return berth(`apply -f web.yaml ${flags}`);
};

const met = (...names: readonly string[]) => ({
  code: 0,
  stderr: '',
  stdout: names.map((name) => `${name} condition met\n`).join(''),
});

const fails = (...lines: readonly string[]) => ({ code: 1, stdout: '', stderr: `${lines.join('\n')}\n` });

beforeEach(() => {
  session = openSession();
});

describe('wait for a condition', () => {
  test('drives a rollout that was only stored until it holds', async () => {
    await apply(web(), '--wait=false');
    expect(await berth('wait --for=condition=available deploy/web')).toEqual(met('deployment.apps/web'));
    const { stdout } = await berth("get deploy web -o jsonpath='{.status.availableReplicas}'");
    expect(stdout).toBe('2');
  });

  test('that never holds ends with the time, and names what it is about', async () => {
    await apply(web('web:unready'), '--timeout=1s');
    expect(await berth('wait --for=condition=Available deployment web --timeout=5s')).toEqual(
      fails('error: timed out waiting for the condition on deployments/web'),
    );
  });

  test('takes another status than True, in any letters', async () => {
    await apply(web('web:unready'), '--timeout=1s');
    expect(await berth('wait --for=condition=AVAILABLE=false deploy/web')).toEqual(
      met('deployment.apps/web'),
    );
  });

  test('Progressing, which a release loses that gets nowhere in its time', async () => {
    await apply();
    expect(await berth('wait --for=condition=progressing deploy/web')).toEqual(met('deployment.apps/web'));
    const stuck = web('web:unready').replace('replicas: 2', 'replicas: 2\n  progressDeadlineSeconds: 30');
    await apply(stuck, '--timeout=1s');
    const watching = berth('wait --for=condition=progressing=false deploy/web --timeout=60s');
    expect(await watching).toEqual(met('deployment.apps/web'));
    const { stdout } = await berth('describe deploy/web');
    expect(stdout).toContain(`\
Conditions:
  Type           Status  Reason
  ----           ------  ------
  Available      True    MinimumReplicasAvailable
  Progressing    False   ProgressDeadlineExceeded
`);
  });

  test('of pods that a selector chooses', async () => {
    await apply(`${web()}---${web('api:1', 'api')}`);
    const { stdout } = await berth('get pods -l app=api -o name');
    expect(await berth('wait --for=condition=Ready pods -l app=api')).toEqual(
      met(...stdout.trim().split('\n')),
    );
  });

  test('says of several which do not meet it', async () => {
    await apply(`${web()}---${web('api:unready', 'api')}---${web('db:unready', 'db')}`, '--timeout=1s');
    const { code, stdout, stderr } = await berth('wait --for=condition=available deploy --all --timeout=3s');
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'deployment.apps/web condition met\n' });
    expect(stderr).toBe(`\
timed out waiting for the condition on deployments/api
timed out waiting for the condition on deployments/db
`);
  });

  test('looks once where the timeout is zero, and drives nothing', async () => {
    await apply(web(), '--wait=false');
    expect(await berth('wait --for=condition=available deploy/web --timeout=0')).toEqual(
      fails('error: condition not met for deployments/web'),
    );
    expect((await berth('get pods')).stderr).toBe('No resources found in default namespace.\n');
  });

  test('of nothing is an error', async () => {
    expect(await berth('wait --for=condition=ready pods --all')).toEqual(
      fails('error: no matching resources found'),
    );
    expect(await berth('wait --for=condition=ready pod/gone')).toEqual(
      fails('Error from server (NotFound): pods "gone" not found'),
    );
  });

  test('prints the object where -o asks for it', async () => {
    await apply();
    expect((await berth('wait --for=condition=available deploy/web -o name')).stdout).toBe(
      'deployment.apps/web\n',
    );
  });
});

describe('wait for a field', () => {
  beforeEach(() => apply());

  test.each([
    "--for=jsonpath='{.status.readyReplicas}'=2",
    '--for=jsonpath=.status.readyReplicas=2',
    "--for=jsonpath='{.status.readyReplicas}'",
    `--for='jsonpath={.status.conditions[?(@.type=="Available")].status}=True'`,
  ])('%s', async (condition) => {
    expect(await berth(`wait ${condition} deploy/web`)).toEqual(met('deployment.apps/web'));
  });

  test.each([
    ['{.status}=2', 'jsonpath leads to a nested object or list which is not supported'],
    ['{.spec.template.spec.containers[*].name}', ''],
    ['{.spec.template.spec.containers[0].*}', 'given jsonpath expression matches more than one value'],
    [
      '{.status.conditions[*].type}{.kind}',
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    ],
  ])('%s', async (path, complaint) => {
    const { stderr } = await berth(`wait '--for=jsonpath=${path}' deploy/web --timeout=1s`);
    expect(stderr).toBe(complaint === '' ? '' : `error: ${complaint}\n`);
  });
});

describe('wait for creation', () => {
  test('until a later command has created all of it', async () => {
    const waiting = berth('wait --for=create deploy/web configmap/settings --timeout=-1s');
    await session.clock.sleep(1_000);
    await apply();
    await berth('create configmap settings');
    expect(await waiting).toEqual(met('deployment.apps/web', 'configmap/settings'));
  });

  test('is over as soon as it is there', async () => {
    const waiting = berth('wait --for=create configmap/settings');
    await session.clock.sleep(1_000);
    await berth('create configmap settings');
    const created = session.clock.now();
    await waiting;
    expect(session.clock.now() - created).toBeLessThan(100);
  });

  test('ends with the time', async () => {
    expect(await berth('wait --for=create deploy/web --timeout=2s')).toEqual(
      fails('error: timed out waiting for the condition'),
    );
  });
});

describe('wait for deletion', () => {
  test('of a workload that was only marked drives it', async () => {
    await apply();
    await berth('delete deploy web --wait=false');
    expect(await berth('wait --for=delete deploy/web')).toEqual(met('deployment.apps/web'));
    expect((await berth('get pods')).stderr).toBe('No resources found in default namespace.\n');
  });

  test('of what is not there is over at once, and says nothing', async () => {
    expect(await berth('wait --for=delete pod/gone')).toEqual(met());
    expect(await berth('wait --for=delete pods --all')).toEqual(met());
  });

  test('of what stays ends with the time', async () => {
    await apply();
    expect(await berth('wait --for=delete deploy/web --timeout=2s')).toEqual(
      fails('error: timed out waiting for the condition on deployments/web'),
    );
  });
});

test.each([
  ['pod/x', 'unrecognized condition: ""'],
  ['--for=ready pod/x', 'unrecognized condition: "ready"'],
  ['--for=jsonpath= pod/x', 'jsonpath expression cannot be empty'],
  [
    '--for=jsonpath={.a}= pod/x',
    "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
  ],
  [
    '--for=jsonpath={.a}=b=c pod/x',
    "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'",
  ],
  ['--for=delete pods', 'resource(s) were provided, but no name was specified'],
])('wait %s is refused', async (words, complaint) => {
  expect(await berth(`wait ${words}`)).toEqual(fails(`error: ${complaint}`));
});
