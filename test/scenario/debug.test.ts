import { describe, expect, test } from 'vitest';
import { openSession } from '../support/session.ts';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: "web:1"}]}
`;

const withWeb = async () => {
  const session = openSession();
  session.write({ 'web.yaml': web });
  expect(await session.berth('apply -f web.yaml')).toMatchObject({ code: 0 });
  const { stdout: pod } = await session.berth('get pods -o jsonpath={.items[0].metadata.name}');
  return { session, pod };
};

describe('debug', () => {
  test('runs a container of another image beside a pod, and pulls the image first', async () => {
    const { session, pod } = await withWeb();
    const first = await session.berth(`debug ${pod} --image=tools:1 -- sh -c ls`);
    expect(first).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^Defaulting debug container name to debugger-\w{5}\.\nSimulated run of tools:1: sh -c ls\n$/,
      ),
      stderr: 'Pulling tools:1\n',
    });
    expect(await session.berth(`debug ${pod} --image=tools:1 -c look --target=main`)).toEqual({
      code: 0,
      stdout: 'Targeting container "main".\nSimulated run of tools:1: \n',
      stderr: '',
    });
    const quiet = { code: 0, stdout: 'Simulated run of tools:1: a b\n', stderr: '' };
    expect(await session.berth('debug -q deploy/web --image=tools:1 --arguments-only -- a b')).toEqual(quiet);
    expect(await session.berth('debug -q -i node/docker --image=tools:1 -- a b')).toEqual(quiet);
    expect(await session.berth(`debug -q ${pod} --image=tools:1 --attach=false`)).toEqual({
      ...quiet,
      stdout: '',
    });
  });

  test('copies a pod, with a container more that shows what it says', async () => {
    const { session, pod } = await withWeb();
    const shown = await session.berth(`debug ${pod} -i -q --image=done:1 --copy-to=copy -c look -- sh`);
    expect(shown).toMatchObject({ code: 0 });
    const { stdout } = await session.berth(
      'get pod copy -o jsonpath={.metadata.labels}|{.spec.containers[*].name}',
    );
    expect(stdout).toBe('|main look');
    const again = await session.berth(`debug ${pod} --set-image=*=web:2 --copy-to=copy`);
    expect(again).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error from server (AlreadyExists): pods "copy" already exists\n',
    });
  });

  test('a copy may take the place of its original, and then runs by itself', async () => {
    const session = openSession();
    await session.berth('run web --image=web:1');
    const line = 'debug web --set-image=*=web:2 --copy-to=other --replace --same-node';
    expect(await session.berth(line)).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = await session.berth(
      'get pods -o jsonpath="{range .items[*]}{.metadata.name}{.spec.containers[0].image}{.status.phase}{end}"',
    );
    expect(stdout).toBe('otherweb:2Running');
  });

  test('goes on without a terminal where there is none at this end', async () => {
    const { session, pod } = await withWeb();
    expect((await session.berth(`debug -it ${pod} --image=web:1`)).stderr).toBe(
      "Unable to use a TTY - input is not a terminal or the right kind of file\nIf you don't see a command prompt, try pressing enter.\n",
    );
  });

  test.each([
    ['debug', 'error: you must specify --image when not using --copy-to.\n'],
    ['debug POD', 'error: you must specify --image when not using --copy-to.\n'],
    ['debug --image=x', 'error: exactly one resource must be specified for debugging\n'],
    ['debug POD -t --image=x', 'error: -i/--stdin is required for containers with -t/--tty=true\n'],
    ['debug POD --image=x --profile=foo', 'error: unknown profile: foo\n'],
    ['debug POD --image="A B"', 'error: invalid image name "A B": invalid reference format\n'],
    ['debug POD --image=x --image-pull-policy=Foo', 'error: invalid image pull policy: Foo\n'],
    [
      'debug POD --image=x --target=a --copy-to=b',
      'error: --target is incompatible with --copy-to. Use --share-processes instead.\n',
    ],
    ['debug POD --copy-to=b', 'error: you must specify --image, --set-image or command arguments.\n'],
    [
      'debug POD --copy-to=b -- sh',
      'error: you must specify an existing container or a new image when specifying args.\n',
    ],
    ['debug POD --copy-to=b -c no -- sh', 'error: you must specify image when creating new container\n'],
    ['debug POD --replace --image=x', 'error: --replace may only be used with --copy-to.\n'],
    ['debug POD --same-node --image=x', 'error: --same-node may only be used with --copy-to.\n'],
    ['debug POD --set-image=a=b', 'error: --set-image may only be used with --copy-to.\n'],
    [
      'debug POD --image=x --target=nope',
      'Error from server (BadRequest): container nope is not valid for pod POD\n',
    ],
    ['debug nope --image=x', 'Error from server (NotFound): pods "nope" not found\n'],
    ['debug node/nope --image=x', 'Error from server (NotFound): nodes "nope" not found\n'],
    ['debug POD --image=web:2 --image-pull-policy=Never', 'error: No such image: web:2\n'],
  ])('%s is refused', async (line, stderr) => {
    const { session, pod } = await withWeb();
    const shown = await session.berth(line.replace('POD', pod));
    expect([shown.code, shown.stderr]).toEqual([1, stderr.replace('POD', pod)]);
  });
});
