import { describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const deployment = (name: string, image: string, replicas = 1, more = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: "${image}"}${more}]}
`;

/** A session in which these Deployments run. */
const withDeployments = async (...manifests: readonly string[]): Promise<Session> => {
  const session = openSession();
  session.write({ 'all.yaml': manifests.join('---') });
  const applied = await session.berth('apply -f all.yaml --wait=false');
  expect(applied.code).toBe(0);
  await session.berth('rollout status deploy --timeout=30s');
  return session;
};

const podsOf = async (session: Session, app: string): Promise<string[]> => {
  const { stdout } = await session.berth(`get pods -l app=${app} -o jsonpath={.items[*].metadata.name}`);
  return stdout.split(' ');
};

describe('logs', () => {
  test('of a pod, of a workload, and of what has several pods', async () => {
    const session = await withDeployments(deployment('web', 'web:echo'), deployment('many', 'many:echo', 3));
    const [web] = await podsOf(session, 'web');
    const said = { code: 0, stdout: 'this image writes a line, as its name says\n', stderr: '' };
    for (const word of [
      `${web}`,
      `pod/${web}`,
      'deploy/web',
      `${web} main`,
      `-c main ${web}`,
      '-l app=web',
    ]) {
      expect(await session.berth(`logs ${word}`)).toEqual(said);
    }
    const many = await podsOf(session, 'many');
    const { stdout, stderr } = await session.berth('logs deployment/many');
    expect(stdout).toBe('this image writes a line, as its name says\n');
    expect(many.map((pod) => `Found 3 pods, using pod/${pod}\n`)).toContain(stderr);
    const all = await session.berth('logs deploy/many --all-pods');
    expect(all.stdout.split('\n').sort()).toEqual([
      '',
      ...many.map((pod) => `[pod/${pod}/main] this image writes a line, as its name says`),
    ]);
    expect(all.stderr).toBe('');
  });

  test('with times, and as much as is wanted', async () => {
    const session = await withDeployments(deployment('web', 'web:echo'));
    const { stdout } = await session.berth('logs deploy/web --timestamps');
    expect(stdout).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z this image writes a line, as its name says\n$/,
    );
    expect(await session.berth('logs deploy/web --tail=0')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect((await session.berth('logs deploy/web --limit-bytes=9')).stdout).toBe('this imag');
    await session.clock.sleep(60_000);
    expect((await session.berth('logs deploy/web --since=30s')).stdout).toBe('');
    expect((await session.berth('logs deploy/web --since=1h')).stdout).not.toBe('');
    expect((await session.berth('logs deploy/web --since-time=2099-01-01T00:00:00Z')).stdout).toBe('');
  });

  test('of the run before, for a pod that started again', async () => {
    const session = await withDeployments(deployment('web', 'web:crash'), deployment('calm', 'calm:1'));
    await session.clock.sleep(10_000);
    expect((await session.berth('logs deploy/web --previous')).stdout).toBe(
      'this image crashes, as its name says\n',
    );
    const [calm] = await podsOf(session, 'calm');
    expect(await session.berth('logs deploy/calm -p')).toEqual({
      code: 1,
      stdout: '',
      stderr: `Error from server (BadRequest): previous terminated container "main" in pod "${calm}" not found\n`,
    });
  });

  test('-f goes on over restarts until Ctrl-C', async () => {
    const session = await withDeployments(deployment('web', 'web:crash'));
    const following = new AbortController();
    const shown = session.berth('logs -f deploy/web --tail=0', { signal: following.signal });
    await session.clock.sleep(120_000);
    following.abort();
    const { code, stdout } = await shown;
    expect(code).toBe(130);
    expect(stdout).toMatch(/^(this image crashes, as its name says\n){2,}$/);
  });

  test('-f ends with the pod', async () => {
    const session = await withDeployments(deployment('web', 'web:echo'));
    const shown = session.berth('logs -f deploy/web');
    await session.clock.sleep(1_000);
    await session.berth('delete deploy web');
    expect(await shown).toEqual({
      code: 0,
      stdout: 'this image writes a line, as its name says\n',
      stderr: '',
    });
  });

  test('-f follows only so many at once', async () => {
    const session = await withDeployments(deployment('web', 'web:echo', 3));
    expect(await session.berth('logs -f -l app=web --max-log-requests=2')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'error: you are attempting to follow 3 log streams, but maximum allowed concurrency is 2, use --max-log-requests to increase the limit\n',
    });
  });

  test('of a workload waits for its first pod, but not for ever', async () => {
    const session = await withDeployments(deployment('web', 'web:echo', 0));
    expect(await session.berth('logs deploy/web --pod-running-timeout=3s')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: timed out waiting for the condition\n',
    });
  });

  test('-l that selects nothing says so', async () => {
    expect(await openSession().berth('logs -l app=web')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No resources found in default namespace.\n',
    });
  });

  const usage = `error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.
POD or TYPE/NAME is a required argument for the logs command
See 'berth logs -h' for help and examples
`;

  test.each([
    ['logs', usage],
    ['logs a b c', usage],
    [
      'logs -l app=web web',
      "error: only a selector (-l) or a POD name is allowed\nSee 'berth logs -h' for help and examples\n",
    ],
    ['logs web main -c main', 'error: only one of -c or an inline [CONTAINER] arg is allowed\n'],
    [
      'logs web -c main --all-containers',
      'error: --all-containers=true should not be specified with container name main\n',
    ],
    [
      'logs web --since=3s --since-time=2020-01-01T00:00:00Z',
      'error: at most one of `sinceTime` or `sinceSeconds` may be specified\n',
    ],
    [
      'logs web --since-time=x',
      'error: parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"\n',
    ],
    ['logs web --tail=-2', 'error: --tail must be greater than or equal to -1\n'],
    ['logs web --limit-bytes=-1', 'error: --limit-bytes must be greater than 0\n'],
    ['logs nope', 'error: error from server (NotFound): pods "nope" not found in namespace "default"\n'],
    [
      'logs deploy/nope',
      'error: error from server (NotFound): deployments.apps "nope" not found in namespace "default"\n',
    ],
    ['logs foo/web', 'error: the server doesn\'t have a resource type "foo"\n'],
    ['logs namespace/default', 'error: selector for *v1.Namespace not implemented\n'],
  ])('berth %s is refused', async (line, stderr) => {
    expect(await openSession().berth(line)).toEqual({ code: 1, stdout: '', stderr });
  });
});
