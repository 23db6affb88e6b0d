import { describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const web = (name: string, namespace: string): string => `
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  replicas: 1
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: "web:1"}, {name: side, image: "side:1"}]}
---
`;

const withPods = async (): Promise<Session> => {
  const session = openSession();
  session.write({ 'web.yaml': web('web', 'default') + web('api', 'other') });
  expect(await session.berth('apply -f web.yaml')).toMatchObject({ code: 0 });
  return session;
};

/** Without what differs from run to run. */
const named = (text: string): string => text.replaceAll(/-\w{8,10}-\w{5}/g, '-1');

describe('top pod', () => {
  test.each([
    [
      'top pod',
      'NAME                   CPU(cores)   MEMORY(bytes)   \nweb-1   2m           2Mi             \n',
    ],
    ['top pods --no-headers', 'web-1   2m    2Mi   \n'],
    [
      'top po -A --no-headers --containers -l app=api',
      'other   api-1   main   1m    1Mi   \nother   api-1   side   1m    1Mi   \n',
    ],
    [
      'top pod --no-headers -l app=web --sum',
      'web-1   2m         2Mi        \n                       ________   ________   \n                       2m         2Mi        \n',
    ],
  ])('%s', async (line, stdout) => {
    const session = await withPods();
    const shown = await session.berth(line);
    expect({ ...shown, stdout: named(shown.stdout) }).toEqual({ code: 0, stdout, stderr: '' });
  });

  test('says where there is nothing', async () => {
    const session = await withPods();
    expect(await session.berth('top pod -n none')).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No resources found in none namespace.\n',
    });
    expect(await session.berth('top pod -A -l app=none')).toMatchObject({ stderr: 'No resources found\n' });
  });

  test.each([
    ['top pod a b', "error: pod [NAME | -l label]\nSee 'berth top pod -h' for help and examples\n"],
    ['top pod --sort-by=x', 'error: --sort-by accepts only cpu or memory\n'],
    ['top pod a -l b=c', 'error: only one of NAME or selector can be provided\n'],
    ['top node a -l b=c', 'error: only one of NAME or --selector can be provided\n'],
    ['top pod nope', 'Error from server (NotFound): pods "nope" not found\n'],
    ['top node nope', 'Error from server (NotFound): nodes "nope" not found\n'],
    ['top nothing', 'error: unknown command "nothing"\nSee \'berth top -h\' for help and examples\n'],
  ])('%s is refused', async (line, stderr) => {
    expect(await openSession().berth(line)).toEqual({ code: 1, stdout: '', stderr });
  });
});

test('top node shows what all that runs takes of the machine', async () => {
  const session = await withPods();
  const stdout =
    'NAME     CPU(cores)   CPU(%)   MEMORY(bytes)   MEMORY(%)   \ndocker   4m           0%       4Mi             0%          \n';
  for (const line of ['top node', 'top nodes docker --sort-by=cpu', 'top no --show-capacity']) {
    expect(await session.berth(line)).toEqual({ code: 0, stdout, stderr: '' });
  }
});
