import { describe, expect, test } from 'vitest';
import { RuntimeError } from '../../src/runtime/driver.ts';
import { openSession } from '../support/session.ts';

const { berth } = openSession();

describe('version', () => {
  test('of berth, and of the engine that it reaches', async () => {
    expect(await berth('version')).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^Client Version: v\d+\.\d+\.\d+\nServer Version: v\S+ \(Simulated engine, API .*\)\n$/,
      ),
    });
  });

  test('in the fields that scripts read out of the version of kubectl', async () => {
    const { stdout } = await berth('version -o json');
    expect(JSON.parse(stdout)).toMatchObject({
      clientVersion: { major: '0', minor: '1', gitVersion: 'v0.1.0' },
      serverVersion: { major: '1', gitVersion: 'v1.0.0' },
    });
    expect((await berth('version --client -o yaml')).stdout).toBe(
      'clientVersion:\n  gitVersion: v0.1.0\n  major: "0"\n  minor: "1"\n\n',
    );
  });

  test('of berth is printed though the engine does not answer', async () => {
    const lonely = openSession({
      openRuntime: () => Promise.reject(new RuntimeError('unreachable', 'no engine at /x')),
    });
    expect(await lonely.berth('version')).toEqual({
      code: 1,
      stdout: 'Client Version: v0.1.0\n',
      stderr: 'error: no engine at /x\n',
    });
    expect((await lonely.berth('version -o json')).stdout).toContain('"clientVersion"');
    expect(await lonely.berth('version --client')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('api-resources', () => {
  test('is a table in the order of kubectl: core first, then by group', async () => {
    const lines = (await berth('api-resources')).stdout.split('\n');
    expect(lines[0]).toMatch(/^NAME +SHORTNAMES +APIVERSION +NAMESPACED +KIND$/);
    expect(lines.find((line) => line.startsWith('deployments '))).toMatch(
      /^deployments +deploy +apps\/v1 +true +Deployment$/,
    );
    const names = (await berth('api-resources -o name')).stdout.split('\n');
    expect(names.indexOf('services')).toBeLessThan(names.indexOf('daemonsets.apps'));
    expect(names.indexOf('daemonsets.apps')).toBeLessThan(names.indexOf('deployments.apps'));
  });

  test.each([
    ['--api-group=apps', 'daemonsets.apps\ndeployments.apps\nreplicasets.apps\nstatefulsets.apps\n'],
    ['--api-group=apps --categories=none', ''],
    ['--api-group=apps --verbs=fly', ''],
    ['--namespaced=false --api-group=', 'namespaces\nnodes\npersistentvolumes\n'],
  ])('berth api-resources %s', async (flags, stdout) => {
    expect((await berth(`api-resources -o name ${flags}`)).stdout).toBe(stdout);
  });

  test('can be wide, without headers, and by kind', async () => {
    const { stdout } = await berth('api-resources -o wide --no-headers --sort-by=kind');
    expect(stdout).toMatch(/^clusterroles .* ClusterRole +create,delete,deletecollection,get,list,patch,/);
  });

  test.each([
    ['-o json', 'error: --output json is not available\n'],
    ['--sort-by=age', 'error: --sort-by accepts only name or kind\n'],
    ['x', "error: unexpected arguments: [x]\nSee 'berth api-resources -h' for help and examples\n"],
  ])('berth api-resources %s is refused', async (flags, stderr) => {
    expect(await berth(`api-resources ${flags}`)).toEqual({ code: 1, stdout: '', stderr });
  });
});

test('api-versions are sorted', async () => {
  const versions = (await berth('api-versions')).stdout.trimEnd().split('\n');
  expect(versions).toContain('apps/v1');
  expect(versions.at(-1)).toBe('v1');
  expect(versions).toEqual([...new Set(versions)].sort());
});

test('options lists the flags of all commands, but not those that do nothing', async () => {
  const { stdout } = await berth('options');
  expect(stdout).toMatch(
    /^The following options can be passed to any command:\n\n {4}--context='':\n\tThe name of the docker context/,
  );
  expect(stdout).toContain("\n    -n, --namespace='':\n\tIf present, the namespace scope");
  expect(stdout).not.toContain('--kubeconfig');
});

test('a command that only holds others shows them: rollout as a result, the others as an error', async () => {
  expect(await berth('rollout')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('undo'),
    stderr: '',
  });
  expect(await berth('set')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('image') });
});
