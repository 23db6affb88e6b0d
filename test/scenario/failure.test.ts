import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

let session: Session;
const berth = (line: string) => session.berth(line);

const web = (image: string, spec: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  progressDeadlineSeconds: 60
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: '${image}'}]}
`;

const apply = async (image: string, { spec = '', flags = '' } = {}) => {
  session.write({ 'web.yaml': web(image, spec) });
  return berth(`apply -f web.yaml ${flags}`);
};

const images = async (): Promise<string[]> => {
  const { stdout } = await berth("get pods -o jsonpath='{.items[*].spec.containers[0].image}'");
  return stdout.split(' ').sort();
};

beforeEach(async () => {
  session = openSession();
  await apply('web:1');
});

describe('a release that does not come up is reported', () => {
  test('with the pod that ends again and again, its exit code and its last lines', async () => {
    const { code, stderr } = await apply('web:2-crash');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error: deployment "web" exceeded its progress deadline\npod\/web-\w+-\w+: CrashLoopBackOff: it ended with exit code 1 and was started again \d+ times\nits last output:\n( {4}this image crashes, as its name says\n)+$/,
    );
    expect((await images()).slice(0, 2)).toEqual(['web:1', 'web:1']);
  });

  test('with the pod that never becomes ready', async () => {
    const { code, stderr } = await apply('web:2-unready');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /\npod\/web-\w+-\w+: NotReady: it runs, but its readiness probe does not succeed\n/,
    );
  });

  test('with the image that cannot be had', async () => {
    const { code, stderr } = await apply('web:2-missing');
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: deployment "web" exceeded its progress deadline: .*web:2-missing/);
    expect(stderr).toMatch(/\npod\/web-\w+-\w+: ImagePullBackOff: Back-off pulling image "web:2-missing"/);
    expect((await images()).slice(0, 2)).toEqual(['web:1', 'web:1']);
  });

  test.each([
    ['refuses to make', 'refused', 'CreateContainerError', 'the engine makes no pods of this image'],
    ['cannot start', 'unstartable', 'RunContainerError', 'exec: "main": executable file not found'],
  ])(
    'with what the engine says of a pod that it %s, and every client sees it',
    async (_, word, reason, why) => {
      const { code, stderr } = await apply(`web:2-${word}`);
      expect(code).toBe(1);
      expect(stderr).toContain(`error: deployment "web" exceeded its progress deadline: ${why}`);
      expect(stderr).toMatch(new RegExp(`\\npod/web-\\w+-\\w+: ${reason}: ${why}`));
      const { stdout } = await berth('get pods');
      expect(stdout.match(/ 1\/1 +Running /g)).toHaveLength(2);
      expect(stdout.match(new RegExp(` 0/1 +${reason} `, 'g'))).toHaveLength(1);
      const again = await berth('rollout undo deploy/web');
      expect(again.code).toBe(0);
      expect(await images()).toEqual(['web:1', 'web:1']);
    },
  );

  test('when the time is over that the user gives it', async () => {
    const { code, stderr } = await apply('web:2-unready', { flags: '--timeout=20s' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error: timed out waiting for deployment.apps\/web: .*\npod\/web-\w+-\w+: NotReady/,
    );
  });

  test('by rollout status, too', async () => {
    await apply('web:2-crash', { flags: '--wait=false' });
    const { code, stderr } = await berth('rollout status deploy/web');
    expect(code).toBe(1);
    expect(stderr).toContain('CrashLoopBackOff');
    expect(stderr).toContain('    this image crashes, as its name says\n');
  });
});

describe('after a release that did not come up', () => {
  test.each(['web:2-crash', 'web:2-unready', 'web:2-missing'])('the next goes on from %s', async (bad) => {
    await apply(bad);
    expect((await apply('web:3')).code).toBe(0);
    expect(await images()).toEqual(['web:3', 'web:3']);
  });
});

describe('--rollback-on-failure', () => {
  test('brings the last good release back, says so, and fails', async () => {
    const { code, stderr } = await apply('web:2-unready', { flags: '--rollback-on-failure' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/deployment.apps\/web goes back to what revision 1 was\n/);
    expect(stderr).toContain('error: deployment "web" exceeded its progress deadline\n');
    expect(await images()).toEqual(['web:1', 'web:1']);
    expect((await berth('rollout status deploy/web')).code).toBe(0);
  });

  test('goes back beyond releases that never came up', async () => {
    await apply('web:2-crash');
    await apply('web:3-unready', { flags: '--rollback-on-failure' });
    expect(await images()).toEqual(['web:1', 'web:1']);
  });

  test('changes nothing where there is no good release to go back to', async () => {
    session = openSession();
    const { code, stderr } = await apply('web:1-crash', { flags: '--rollback-on-failure' });
    expect(code).toBe(1);
    expect(stderr).not.toContain('goes back');
    expect(new Set(await images())).toEqual(new Set(['web:1-crash']));
  });

  test('leaves alone what a later command has changed', async () => {
    const failing = apply('web:2-unready', { flags: '--rollback-on-failure' });
    await session.clock.sleep(20_000);
    expect((await apply('web:3')).code).toBe(0);
    expect((await failing).stderr).toContain('was superseded');
    expect(await images()).toEqual(['web:3', 'web:3']);
  });
});

test('the first apply of an app that ends right after its start is no success', async () => {
  session = openSession();
  const { code, stderr } = await apply('web:crash');
  expect(code).toBe(1);
  expect(stderr).toContain('CrashLoopBackOff');
});

test('revisions beyond the limit are forgotten when a rollout is done', async () => {
  for (const tag of ['2', '3', '4']) await apply(`web:${tag}`, { spec: 'revisionHistoryLimit: 2' });
  const { stdout } = await berth('rollout history deploy/web');
  expect(stdout).toBe(
    'deployment.apps/web \nREVISION  CHANGE-CAUSE\n2         <none>\n3         <none>\n4         <none>\n\n',
  );
});
