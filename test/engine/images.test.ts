import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { berth, berthOk, docker } from './berth.ts';
import { startSlowRegistry } from './slow-registry.ts';
import { freePort, hasRegistry, PASSWORD, type Registry, startRegistry, USER } from './debian-registry.ts';
import { IMAGE, inside, podFixture } from './pod-fixture.ts';

/** Says of itself that it is the one. */
const makeImage = async (name: string, word: string): Promise<void> => {
  const container = (await docker('create', IMAGE)).trim();
  await docker('commit', '--change', `ENV WORD=${word}`, container, name);
  await docker('rm', container);
};

const isPresent = async (image: string): Promise<boolean> =>
  docker('image', 'inspect', image).then(
    () => true,
    () => false,
  );

describe('an image that was made here', () => {
  const pod = podFixture();
  const image = 'berth-test/made-here';

  afterEach(() => docker('image', 'rm', '--force', image));

  test('is used as it is, though its tag asks for a pull and no registry has it', async () => {
    await makeImage(image, 'mine');
    const container = await pod.run({ containers: [{ image }] });
    expect(await inside(container, 'echo $WORD')).toBe('mine\n');
    const policy = 'jsonpath={.items[0].spec.containers[0].imagePullPolicy}';
    expect(await berthOk(['get', 'pods', '-n', pod.namespace, '-o', policy])).toBe('Always');
  });
});

describe.runIf(hasRegistry)("an image of Debian's docker-registry", () => {
  const pod = podFixture();
  let open: Registry;
  let locked: Registry;
  let config: string;

  const images = (): string[] => [open, locked].map(({ host }) => `${host}/team/app:1`);
  const forget = (image: string): Promise<string | void> => docker('image', 'rm', image).catch(() => {});
  const login = { username: USER, password: PASSWORD };
  /** What docker's own configuration says, for docker and for berth. */
  const configure = (content: object): void =>
    writeFileSync(join(config, 'config.json'), JSON.stringify(content));
  const auth = ({ username, password }: typeof login): object => ({
    auth: Buffer.from(`${username}:${password}`).toString('base64'),
  });
  const apply = (image: string, more: object = {}, ...flags: string[]) =>
    berth(
      ['apply', '-n', pod.namespace, '-f', '-', ...flags],
      pod.manifest({ containers: [{ image }], ...more }),
    );
  const word = async (): Promise<string> => inside(await pod.container(), 'echo $WORD');
  const status = async (): Promise<string> => {
    const [, row = ''] = (await berthOk(['get', 'pods', '-n', pod.namespace])).split('\n');
    return row.split(/ +/)[2] ?? '';
  };
  const createSecret = (who: typeof login, ...more: string[]) =>
    berthOk([
      'create',
      'secret',
      'docker-registry',
      'regcred',
      `--namespace=${pod.namespace}`,
      `--docker-server=${locked.host}`,
      `--docker-username=${who.username}`,
      `--docker-password=${who.password}`,
      ...more,
    ]);
  const usingSecret = { imagePullSecrets: [{ name: 'regcred' }] };

  beforeAll(async () => {
    config = mkdtempSync(join(tmpdir(), 'berth-docker-config-'));
    process.env['DOCKER_CONFIG'] = config;
    [open, locked] = await Promise.all([startRegistry({ login: false }), startRegistry({ login: true })]);
    configure({ auths: { [locked.host]: auth(login) } });
    for (const image of images()) {
      await makeImage(image, 'pushed');
      await docker('push', '--quiet', image);
    }
  });

  beforeEach(async () => {
    configure({});
    await Promise.all(images().map(forget));
  });

  afterAll(async () => {
    delete process.env['DOCKER_CONFIG'];
    await Promise.all([...images().map(forget), open.stop(), locked.stop()]);
    rmSync(config, { recursive: true });
  });

  test('is pulled once for all pods, and says so', async () => {
    const [image = ''] = images();
    const manifest = pod.manifest({ containers: [{ image }] }).replace('"spec":{', '"spec":{"replicas":3,');
    const { code, stderr } = await berth(['apply', '-n', pod.namespace, '-f', '-'], manifest);
    expect(code).toBe(0);
    expect(stderr.match(/^pull.*$/gm)).toEqual([`pulling image ${image}`, `pulled image ${image}`]);
  });

  test('is pulled in sight of others: the pod is there, is being created, and says what is pulled', async () => {
    const slow = await startSlowRegistry(open.host);
    try {
      const image = `${slow.host}/team/app:1`;
      const applied = apply(image);
      await slow.asked;
      await expect.poll(status, { timeout: 20_000 }).toBe('ContainerCreating');
      const described = () => berthOk(['describe', 'pods', '-n', pod.namespace]);
      await expect
        .poll(described, { timeout: 20_000 })
        .toMatch(/ Pulling .* Pulling image "\S+\/team\/app:1"/);
      expect(await described()).toMatch(/ +Reason: +ContainerCreating\n/);
      slow.goOn();
      expect((await applied).code).toBe(0);
      expect(await word()).toBe('pushed\n');
      expect(await described()).toMatch(
        / Pulling [\s\S]* Pulled .* Successfully pulled image [\s\S]* Created [\s\S]* Started /,
      );
      await berthOk(['delete', 'deploy', 'web', '-n', pod.namespace]);
      await forget(image);
    } finally {
      slow.stop();
    }
  });

  test('is found by its digest, with a tag beside it or without', async () => {
    const [image = ''] = images();
    await docker('pull', '--quiet', image);
    const [digest = ''] = (await docker('inspect', '-f', '{{index .RepoDigests 0}}', image))
      .trim()
      .split('\n');
    for (const name of [digest, digest.replace('@', ':1@')]) {
      await docker('image', 'rm', digest, image).catch(() => undefined);
      await forget(image);
      expect((await apply(name)).code).toBe(0);
      expect(await word()).toBe('pushed\n');
      expect((await berth(['delete', 'deploy', 'web', '-n', pod.namespace])).code).toBe(0);
    }
    await forget(digest);
  });

  test('that is present is not asked for again, though the registry would ask for a login', async () => {
    const [, image = ''] = images();
    configure({ auths: { [locked.host]: auth(login) } });
    await docker('pull', '--quiet', image);
    configure({});
    expect((await apply(image)).code).toBe(0);
    expect(
      (await apply(image, { containers: [{ image, imagePullPolicy: 'Always' }] }, '--timeout=2s')).code,
    ).toBe(1);
  });

  test("is pulled with docker's own login", async () => {
    const [, image = ''] = images();
    configure({ auths: { [locked.host]: auth(login) } });
    expect((await apply(image)).code).toBe(0);
    expect(await word()).toBe('pushed\n');
  });

  test.each(['credsStore', 'credHelpers'])(
    'is pulled with the login that a program of %s keeps',
    async (kind) => {
      const [, image = ''] = images();
      const kept = JSON.stringify({ ServerURL: locked.host, Username: USER, Secret: PASSWORD });
      const helper = join(config, 'docker-credential-tests');
      writeFileSync(
        helper,
        `#!/bin/sh\nread -r host\n[ "$1 $host" = "get ${locked.host}" ] && echo '${kept}' || { echo credentials not found in native keychain; exit 1; }\n`,
      );
      chmodSync(helper, 0o755);
      configure({ [kind]: kind === 'credsStore' ? 'tests' : { [locked.host]: 'tests' } });
      const path = process.env['PATH'] ?? '';
      process.env['PATH'] = `${config}:${path}`;
      try {
        expect((await apply(image)).code).toBe(0);
      } finally {
        process.env['PATH'] = path;
      }
      expect(await word()).toBe('pushed\n');
    },
  );

  test('is pulled with the Secret that its pod names, which may come later', async () => {
    const [, image = ''] = images();
    const without = await apply(image, usingSecret, '--timeout=2s');
    expect(without.code).toBe(1);
    expect(without.stderr).toContain(`${locked.host} asks for a login, and there is none for it`);
    expect(without.stderr).toContain('not found: secret "regcred"');
    await createSecret(login);
    expect(await word()).toBe('pushed\n');
  });

  test('is pulled with the Secret of its service account', async () => {
    const [, image = ''] = images();
    await createSecret(login);
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'robot' },
      ...usingSecret,
    };
    await berthOk(['apply', '-n', pod.namespace, '-f', '-'], JSON.stringify(account));
    expect((await apply(image, { serviceAccountName: 'robot' })).code).toBe(0);
    expect(await word()).toBe('pushed\n');
  });

  test('that is not there, a wrong password and a registry that does not answer are told apart', async () => {
    const [missing, refused] = [`${open.host}/team/nope:1`, images()[1] ?? ''];
    const nowhere = `127.0.0.1:${await freePort()}/team/app:1`;
    await createSecret({ ...login, password: 'wrong' });
    const said = async (image: string): Promise<string> => {
      const { code, stderr } = await apply(image, usingSecret, '--timeout=2s');
      expect(code).toBe(1);
      expect(await status()).toBe('ErrImagePull');
      expect(await isPresent(image)).toBe(false);
      return stderr;
    };
    expect(await said(missing)).toContain(
      `failed to pull image "${missing}": ${open.host} has no such image: `,
    );
    expect(await said(refused)).toContain(
      `failed to pull image "${refused}": ${locked.host} refuses user "${USER}" of secret "regcred": `,
    );
    expect(await said(nowhere)).toMatch(
      /failed to pull image ".*": 127\.0\.0\.1:\d+ cannot be reached: .*refused/,
    );
  });

  test('that cannot be pulled is seen by others while the command still tries', async () => {
    const first = apply(`${open.host}/team/nope:1`, {}, '--timeout=6s');
    await expect.poll(status, { timeout: 20_000, interval: 100 }).toBe('ErrImagePull');
    expect((await first).code).toBe(1);
  });
});
