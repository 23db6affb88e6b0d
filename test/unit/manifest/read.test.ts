import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManifests, type ManifestIo } from '../../../src/manifest/read.ts';

const cwd = mkdtempSync(join(tmpdir(), 'berth-read-'));

const write = (path: string, text: string | Uint8Array = path): void => writeFileSync(join(cwd, path), text);

beforeAll(() => {
  for (const folder of ['app/deep', 'empty', 'bin']) mkdirSync(join(cwd, folder), { recursive: true });
  for (const file of ['app/b.yaml', 'app/a.yml', 'app/c.json', 'app/d.txt', 'app/deep/e.yaml', 'plain.txt']) {
    write(file);
  }
  write('app/B.yaml');
});

afterAll(() => rmSync(cwd, { recursive: true }));

async function* input(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

const io = (changes: Partial<ManifestIo> = {}): ManifestIo => ({
  cwd,
  env: { PATH: '/nowhere' },
  stdin: input(),
  signal: new AbortController().signal,
  ...changes,
});

interface Asked extends Partial<ManifestIo> {
  recursive?: boolean;
  kustomize?: string;
}

const read = (filename: readonly string[], { recursive = false, kustomize = '', ...changes }: Asked = {}) =>
  readManifests({ filename, recursive, kustomize }, io(changes));

const files = async (...args: Parameters<typeof read>) => (await read(...args)).map(({ file }) => file);

describe('files and folders', () => {
  it('a file is read, whatever its name ends in', async () => {
    expect(await read(['plain.txt'])).toEqual([{ file: 'plain.txt', text: 'plain.txt' }]);
  });

  it('of a folder the manifests are read, in the order of their names', async () => {
    expect(await files(['app'])).toEqual(['app/B.yaml', 'app/a.yml', 'app/b.yaml', 'app/c.json']);
  });

  it('-R reads the folders in it, too', async () => {
    expect(await files(['app/'], { recursive: true })).toEqual([
      'app/B.yaml',
      'app/a.yml',
      'app/b.yaml',
      'app/c.json',
      'app/deep/e.yaml',
    ]);
  });

  it('several are read in the order of the command line, each once', async () => {
    expect(await files(['plain.txt', 'app/a.yml', 'plain.txt'])).toEqual(['plain.txt', 'app/a.yml']);
  });

  it('a pattern that the shell left alone is expanded', async () => {
    expect(await files(['app/*.y*ml'])).toEqual(['app/B.yaml', 'app/a.yml', 'app/b.yaml']);
    expect(await files(['a?p/[ab].y*'])).toEqual(['app/a.yml', 'app/b.yaml']);
    expect(await files([join(cwd, 'app/c.*')])).toEqual([join(cwd, 'app/c.json')]);
  });

  it('text in UTF-16 is read', async () => {
    write('utf16.yaml', Buffer.from('\uFEFFkind: Pod', 'utf16le'));
    expect((await read(['utf16.yaml']))[0]?.text).toBe('kind: Pod');
  });

  it.each([
    [['nope.yaml'], 'the path "nope.yaml" does not exist'],
    [['nope*.yaml'], 'the path "nope*.yaml" does not exist'],
    [['empty'], 'error reading [empty]: recognized file extensions are [.json .yaml .yml]'],
    [['plain.txt/x'], 'the path "plain.txt/x" cannot be accessed: ENOTDIR'],
    [[''], 'one or more files must be specified as -f pod.yaml or --filename=pod.json'],
    [[], 'must specify one of -f and -k'],
  ])('%j: %s', async (filename, message) => {
    await expect(read(filename)).rejects.toThrow(message);
  });

  it('all that is missing is named together', async () => {
    const error: unknown = await read(['nope', 'plain.txt', 'nor this']).catch((error: unknown) => error);
    expect(error instanceof AggregateError && error.errors.map(String)).toEqual([
      'CliError: the path "nope" does not exist',
      'CliError: the path "nor this" does not exist',
    ]);
  });
});

describe('standard input', () => {
  it('is read to its end, even where a letter is cut in two', async () => {
    const bytes = Buffer.from('kind: Pöd');
    async function* cut() {
      yield bytes.subarray(0, 8);
      yield bytes.subarray(8);
    }
    expect(await read(['-'], { stdin: cut() })).toEqual([{ file: 'STDIN', text: 'kind: Pöd' }]);
  });
});

describe('addresses', () => {
  let server: Server;
  let address = '';
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const failures = asked.filter((url) => url === request.url).length;
      if (request.url === '/once' && failures === 1) response.writeHead(503).end();
      else if (request.url === '/never') response.writeHead(500).end();
      else if (request.url === '/gone') response.writeHead(404).end();
      else response.end('kind: Pod');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    if (typeof bound === 'object') address = `http://127.0.0.1:${bound?.port}`;
  });

  afterAll(() => server.close());

  it('are fetched', async () => {
    expect(await read([`${address}/pod.yaml`])).toEqual([{ file: `${address}/pod.yaml`, text: 'kind: Pod' }]);
  });

  it('are asked again where the server is at fault', async () => {
    expect((await read([`${address}/once`]))[0]?.text).toBe('kind: Pod');
    await expect(read([`${address}/never`])).rejects.toThrow(
      `unable to read URL "${address}/never", server reported 500 Internal Server Error, status code=500`,
    );
    expect(asked.filter((url) => url === '/never')).toHaveLength(3);
  });

  it('are not asked again where they do not exist', async () => {
    await expect(read([`${address}/gone`])).rejects.toThrow('status code=404');
    expect(asked.filter((url) => url === '/gone')).toHaveLength(1);
  });

  it('say why nobody answers', async () => {
    await expect(read(['http://127.0.0.1:1/a.yaml'])).rejects.toThrow(
      /unable to read URL "http:\/\/127\.0\.0\.1:1\/a\.yaml": .*/,
    );
  });
});

describe('kustomizations', () => {
  const install = (program: string, script: string): void => {
    write(`bin/${program}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(cwd, 'bin', program), 0o755);
  };
  const env = { PATH: `${join(cwd, 'bin')}:/bin:/usr/bin` };

  it('need kubectl or kustomize', async () => {
    await expect(read([], { kustomize: 'app' })).rejects.toThrow(
      'neither kubectl nor kustomize is installed, and kustomizations need one of them',
    );
  });

  it('are not read together with files', async () => {
    await expect(read(['a'], { kustomize: 'app' })).rejects.toThrow('only one of -f or -k can be specified');
  });

  it('are built by kubectl', async () => {
    install('kubectl', 'echo "built: $*"');
    expect(await read([], { kustomize: 'app', env })).toEqual([
      { file: 'app', text: 'built: kustomize app\n' },
    ]);
  });

  it('that fail say what kubectl says', async () => {
    install('kubectl', 'echo "error: no kustomization file" >&2; exit 1');
    await expect(read([], { kustomize: 'app', env })).rejects.toThrow(/^no kustomization file$/);
  });
});
