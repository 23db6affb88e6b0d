import { beforeEach, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../support/session.ts';

const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: "web:1"}, {name: log, image: "log:1"}]
`;

let session: Session;
const berth = (line: string, stdin = '') => session.berth(line, { stdin });

beforeEach(() => {
  session = openSession();
  session.write({ 'web.yaml': manifest });
});

describe('patch', () => {
  const images = "get deploy web -o 'jsonpath={.spec.template.spec.containers[*].image}'";

  test('merges lists by their keys, and rolls out what has changed', async () => {
    await berth('apply -f web.yaml');
    const patch = '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:2"}]}}}}';
    expect((await berth(`patch deploy web -p '${patch}'`)).stdout).toBe('deployment.apps/web patched\n');
    expect((await berth(images)).stdout).toBe('web:2 log:1');
    expect((await berth('get rs --no-headers')).stdout.match(/ 2 +2 +2 /g)).toHaveLength(1);
  });

  test('takes JSON patches and merge patches, and YAML', async () => {
    await berth('apply -f web.yaml');
    const operations = '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"web:3"}]';
    await berth(`patch deploy web --type=json -p '${operations}'`);
    expect((await berth(images)).stdout).toBe('web:3 log:1');
    await berth("patch deploy web --type=merge -p 'spec: {replicas: 1}'");
    expect((await berth('get deploy web --no-headers')).stdout).toMatch(/^web +1\/1 /);
  });

  test('says when nothing changes', async () => {
    await berth('apply -f web.yaml');
    expect((await berth("patch deploy web -p '{}'")).stdout).toBe(
      'deployment.apps/web patched (no change)\n',
    );
  });

  test('what an API server would refuse is refused, and nothing has changed', async () => {
    await berth('apply -f web.yaml');
    const { code, stdout, stderr } = await berth(`patch deploy web -p '{"spec":{"replicas":"many"}}'`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The Deployment "web" is invalid: /);
    expect((await berth('get deploy web --no-headers')).stdout).toMatch(/^web +2\/2 /);
  });

  test('--local patches the file alone', async () => {
    const patched = await berth(
      "patch -f web.yaml --local -p 'spec: {replicas: 7}' -o 'jsonpath={.spec.replicas}'",
    );
    expect(patched.stdout).toBe('7');
    expect((await berth('get deploy')).stdout).toBe('');
  });

  test.each([
    ['patch deploy web', 'must specify --patch or --patch-file containing the contents of the patch'],
    ['patch deploy web -p {} --patch-file=x', 'cannot specify --patch and --patch-file together'],
    ['patch deploy web -p {} --type=x', '--type must be one of [json merge strategic], not "x"'],
  ])('%s', async (line, message) => {
    expect(await berth(line)).toMatchObject({ code: 1, stderr: `error: ${message}\n` });
  });
});
