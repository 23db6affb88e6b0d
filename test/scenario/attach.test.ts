import { describe, expect, test } from 'vitest';
import { openSession } from '../support/session.ts';

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

const withWeb = async (more = '') => {
  const session = openSession();
  session.write({ 'web.yaml': web(more) });
  expect(await session.berth('apply -f web.yaml')).toMatchObject({ code: 0 });
  const { stdout: pod } = await session.berth('get pods -o jsonpath={.items[0].metadata.name}');
  return { session, pod };
};

const PROMPT = "If you don't see a command prompt, try pressing enter.\n";

describe('attach', () => {
  test('joins what runs in a pod, or in the first pod of a workload', async () => {
    const { session, pod } = await withWeb();
    const shown = { code: 0, stdout: `Simulated attachment to ${pod}\n`, stderr: PROMPT };
    for (const words of [pod, `pod ${pod}`, 'deploy/web', 'deploy web', `${pod} -c main`, `-i ${pod}`]) {
      expect(await session.berth(`attach ${words}`)).toEqual(shown);
    }
    expect(await session.berth(`attach -q ${pod}`)).toEqual({ ...shown, stderr: '' });
  });

  test('needs a terminal in the container, and one at this end', async () => {
    const { session, pod } = await withWeb(', {name: shell, image: "shell:1", tty: true, stdin: true}');
    expect((await session.berth(`attach -it ${pod} -c main`)).stderr).toBe(
      `error: Unable to use a TTY - container main did not allocate one\n${PROMPT}`,
    );
    expect((await session.berth(`attach -it ${pod} -c shell`)).stderr).toBe(
      `Unable to use a TTY - input is not a terminal or the right kind of file\n${PROMPT}`,
    );
    expect((await session.berth(`attach ${pod}`)).stderr).toBe(
      `Defaulted container "main" out of: main, shell\n${PROMPT}`,
    );
  });

  test.each([
    ['', 'error: at least 1 argument is required for attach\n'],
    ['a b c', 'error: expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw 3: [a b c]\n'],
    ['nope', 'Error from server (NotFound): pods "nope" not found\n'],
    ['POD -c nope', 'error: cannot attach to the container: container nope not found in pod POD\n'],
  ])('%s is refused', async (words, stderr) => {
    const { session, pod } = await withWeb();
    const shown = await session.berth(`attach ${words.replace('POD', pod)}`);
    expect(shown).toEqual({ code: 1, stdout: '', stderr: stderr.replace(/in pod POD/, `in pod ${pod}`) });
  });
});
