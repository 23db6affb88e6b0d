import { describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const web = (more = ''): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "web:1"}${more}]}
`;

const withWeb = async (more = ''): Promise<{ session: Session; pod: string }> => {
  const session = openSession();
  session.write({ 'web.yaml': web(more) });
  expect(await session.berth('apply -f web.yaml')).toMatchObject({ code: 0 });
  const { stdout: pod } = await session.berth('get pods -o jsonpath={.items[0].metadata.name}');
  return { session, pod };
};

describe('exec', () => {
  test('runs a command in a pod or in the first pod of a workload', async () => {
    const { session, pod } = await withWeb();
    const said = { code: 0, stdout: 'Simulated run of: ls -l /\n', stderr: '' };
    for (const word of [
      pod,
      `pod/${pod}`,
      'deploy/web',
      'rs/' + pod.replace(/-\w+$/, ''),
      `${pod} -c main`,
    ]) {
      expect(await session.berth(`exec ${word} -- ls -l /`)).toEqual(said);
    }
  });

  test('runs a command in what a file names', async () => {
    const { session } = await withWeb();
    const said = { code: 0, stdout: 'Simulated run of: date\n', stderr: '' };
    expect(await session.berth('exec -f web.yaml -- date')).toEqual(said);
    expect(await session.berth('exec -f web.yaml')).toMatchObject({
      code: 1,
      stderr: 'error: you must specify at least one command for the container\n',
    });
  });

  test('without a terminal at this end goes on without one, and says so', async () => {
    const { session } = await withWeb();
    const words = 'Unable to use a TTY - input is not a terminal or the right kind of file\n';
    expect(await session.berth('exec -it deploy/web -- sh')).toMatchObject({ code: 0, stderr: words });
    expect(await session.berth('exec -itq deploy/web -- sh')).toMatchObject({ code: 0, stderr: '' });
  });

  test('names the container that it chose of several', async () => {
    const { session, pod } = await withWeb(', {name: side, image: "side:1"}');
    const words = 'Defaulted container "main" out of: main, side\n';
    expect(await session.berth(`exec ${pod} -- true`)).toMatchObject({ code: 0, stderr: words });
    expect(await session.berth(`exec ${pod} -q -- true`)).toMatchObject({ code: 0, stderr: '' });
    expect(await session.berth(`exec ${pod} -c side -- true`)).toMatchObject({ code: 0, stderr: '' });
    expect(await session.berth(`exec ${pod} -c nope -- true`)).toMatchObject({
      code: 1,
      stderr: `Error from server (BadRequest): container nope is not valid for pod ${pod}\n`,
    });
  });

  test('is refused while the container does not run', async () => {
    const session = openSession();
    session.write({ 'web.yaml': web().replace('web:1', 'web:crash') });
    await session.berth('apply -f web.yaml --wait=false');
    await session.berth('rollout status deploy/web --timeout=10s');
    await session.clock.sleep(120_000);
    const { stderr, code } = await session.berth('exec deploy/web -- true');
    expect([code, stderr]).toEqual([
      1,
      'error: unable to upgrade connection: container not found ("main")\n',
    ]);
  });

  test.each([
    ['exec', 'error: pod, type/name or --filename must be specified\n'],
    ['exec -- date', 'error: pod, type/name or --filename must be specified\n'],
    ['exec web', 'error: you must specify at least one command for the container\n'],
    [
      'exec web date',
      "error: exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead\nSee 'berth exec -h' for help and examples\n",
    ],
    ['exec nope -- date', 'Error from server (NotFound): pods "nope" not found\n'],
  ])('berth %s is refused', async (line, stderr) => {
    expect(await openSession().berth(line)).toEqual({ code: 1, stdout: '', stderr });
  });
});
