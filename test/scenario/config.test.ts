import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSession } from '../support/session.ts';

/** A home with two Docker contexts beside the default one. */
const withHome = (config: object = {}) => {
  const HOME = mkdtempSync(join(tmpdir(), 'berth-home-'));
  onTestFinished(() => rmSync(HOME, { recursive: true }));
  for (const [name, host] of Object.entries({ remote: 'ssh://me@box', other: 'tcp://10.0.0.1:2376' })) {
    const folder = join(HOME, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'));
    mkdirSync(folder, { recursive: true });
    const meta = { Name: name, Metadata: {}, Endpoints: { docker: { Host: host } } };
    writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
  }
  const configFile = join(HOME, '.docker/config.json');
  writeFileSync(configFile, JSON.stringify(config), { mode: 0o600 });
  const session = openSession();
  const berth = (line: string, more: Record<string, string> = {}) =>
    session.berth(line, { env: { HOME, ...more } });
  return { HOME, configFile, berth, session };
};

const said = (stdout: string) => ({ code: 0, stdout, stderr: '' });
const refused = (stderr: string) => ({ code: 1, stdout: '', stderr });

describe('config', () => {
  test('shows the contexts of docker, and which one is current', async () => {
    const { berth } = withHome({ currentContext: 'remote' });
    expect(await berth('config current-context')).toEqual(said('remote\n'));
    expect(await berth('config get-contexts')).toEqual(
      said(
        [
          'CURRENT   NAME      CLUSTER                       AUTHINFO   NAMESPACE',
          '          default   unix:///var/run/docker.sock              ',
          '          other     tcp://10.0.0.1:2376                      ',
          '*         remote    ssh://me@box                             ',
          '',
        ].join('\n'),
      ),
    );
    expect(await berth('config get-contexts -o name')).toEqual(said('default\nother\nremote\n'));
    expect(await berth('config get-clusters')).toEqual(
      said('NAME\nunix:///var/run/docker.sock\ntcp://10.0.0.1:2376\nssh://me@box\n'),
    );
    expect(await berth('config current-context', { DOCKER_CONTEXT: 'other' })).toEqual(said('other\n'));
    expect(await berth('config current-context', { DOCKER_HOST: 'tcp://x' })).toEqual(said('default\n'));
  });

  test("changes docker's own current context, and nothing else of its configuration", async () => {
    const { berth, configFile } = withHome({ auths: { registry: { auth: 'secret' } } });
    expect(await berth('config use-context remote')).toEqual(said('Switched to context "remote".\n'));
    expect(JSON.parse(readFileSync(configFile, 'utf8'))).toEqual({
      auths: { registry: { auth: 'secret' } },
      currentContext: 'remote',
    });
    expect(statSync(configFile).mode & 0o777).toBe(0o600);
    expect(await berth('config use default', { DOCKER_HOST: 'tcp://x' })).toMatchObject({ stderr: '' });
    expect(JSON.parse(readFileSync(configFile, 'utf8'))).toEqual({
      auths: { registry: { auth: 'secret' } },
    });
    expect(await berth('config use-context other', { DOCKER_HOST: 'tcp://x' })).toMatchObject({
      stderr: 'Warning: DOCKER_HOST is set, and counts before the current context.\n',
    });
  });

  test('remembers the namespace of each context, which --namespace overrides', async () => {
    const { berth } = withHome();
    expect(await berth('config set-context --current --namespace=shop')).toEqual(
      said('Context "default" modified.\n'),
    );
    expect(await berth('config set-context remote -n stage')).toMatchObject({ code: 0 });
    const where = async (words: string, env = {}) =>
      (await berth(`get pods ${words}`, env)).stderr.replace(/^.* in (\S+) namespace\.\n$/, '$1');
    expect(await where('')).toBe('shop');
    expect(await where('--context=remote')).toBe('stage');
    expect(await where('--context=other')).toBe('default');
    expect(await where('-n x')).toBe('x');
    expect(await where('', { DOCKER_HOST: 'tcp://elsewhere' })).toBe('default');
    expect(await berth("config view --minify -o jsonpath='{..namespace}'")).toEqual(said('shop'));
    expect(await berth('config set-context --current --namespace=')).toMatchObject({ code: 0 });
    expect(await where('')).toBe('default');
  });

  test('shows contexts as a kubeconfig', async () => {
    const { berth } = withHome({ currentContext: 'remote' });
    await berth('config set-context remote --namespace=stage');
    expect(await berth('config view --minify')).toEqual(
      said(`apiVersion: v1
clusters:
- cluster:
    server: ssh://me@box
  name: ssh://me@box
contexts:
- context:
    cluster: ssh://me@box
    namespace: stage
    user: ""
  name: remote
current-context: remote
kind: Config
preferences: {}
users: null
`),
    );
  });

  test.each([
    ['config use-context nope', 'error: no context exists with the name: "nope"\n'],
    ['config use-context a b', 'error: Unexpected args: [a b]\n'],
    ['config set-context', 'error: you must specify a non-empty context name or --current\n'],
    ['config set-context --current x', 'error: you cannot specify both a context name and --current\n'],
    ['config set-context nope -n x', 'error: no context exists with the name: "nope"\n'],
    ['config nope', 'error: unknown command "nope"\nSee \'berth config -h\' for help and examples\n'],
  ])('%s is refused', async (line, stderr) => {
    expect(await withHome().berth(line)).toEqual(refused(stderr));
  });

  test('says of a context that is not there that it is not, after those that are', async () => {
    const { code, stdout, stderr } = await withHome().berth('config get-contexts nope --no-headers');
    expect([code, stdout, stderr]).toEqual([1, '', 'error: context nope not found\n']);
  });

  test('needs a home to remember anything in', async () => {
    const shown = await openSession().berth('config set-context --current -n x');
    expect(shown).toEqual(refused('error: neither HOME nor XDG_CONFIG_HOME is set\n'));
  });
});

describe('cluster-info and auth', () => {
  test('say what answers, and that everything is allowed', async () => {
    const { berth } = withHome();
    expect(await berth('cluster-info')).toEqual(said('Simulated engine is running at this machine\n'));
    expect(await berth('auth can-i create pods')).toEqual(said('yes\n'));
    expect(await berth('auth can-i get /logs/ -q')).toEqual(said(''));
    expect(await berth('auth can-i get foos')).toEqual({
      ...said('yes\n'),
      stderr: "Warning: the server doesn't have a resource type 'foos'\n\n",
    });
    expect(await berth('auth can-i --list')).toEqual(
      said(
        'Resources   Non-Resource URLs   Resource Names   Verbs\n*.*         []                  []               [*]\n            [*]                 []               [*]\n',
      ),
    );
    expect((await berth('auth whoami')).stdout).toMatch(
      /^ATTRIBUTE {3}VALUE\nUsername {4}\S+\nGroups {6}\[system:masters\]\n$/,
    );
    expect((await berth("auth whoami -o jsonpath='{.status.userInfo.groups[0]}'")).stdout).toBe(
      'system:masters',
    );
    expect(await berth('auth can-i')).toEqual(
      refused(
        "error: you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'berth auth can-i -h' for help and examples.\n",
      ),
    );
  });
});
