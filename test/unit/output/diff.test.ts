import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../src/model/resource.ts';
import { diffFiles, type DiffPair } from '../../../src/output/diff.ts';
import { toYaml } from '../../../src/output/yaml.ts';
import { startApiStandIn } from '../../support/api-stand-in.ts';
import { hasKubectl, kubectl, withFolder } from '../../support/kubectl.ts';

const secret = (data: Record<string, string>, fields: object = {}): Resource => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'keys', namespace: 'default' },
  data,
  ...fields,
});

const deployment = (replicas: number): Resource => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'default' },
  spec: { replicas },
});

const namespace: Resource = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'blue' } };

const managed = (resource: Resource): Resource => {
  const metadata = { ...resource.metadata, managedFields: [{ manager: 'kubectl' }] };
  return { ...resource, metadata };
};

describe('the files of a diff', () => {
  it('have the names of kubectl’s', () => {
    const pairs = [deployment(1), namespace, secret({})].map((merged) => ({ merged }));
    expect(diffFiles(pairs, toYaml).map(({ name }) => name)).toEqual([
      'apps.v1.Deployment.default.web',
      'v1.Namespace..blue',
      'v1.Secret.default.keys',
    ]);
  });

  it('hold each object as it is and as it would be, without its managed fields', () => {
    const [file] = diffFiles([{ live: managed(deployment(1)), merged: managed(deployment(2)) }], toYaml);
    expect(file).toMatchObject({ live: toYaml(deployment(1)), merged: toYaml(deployment(2)) });
  });

  it('are empty where an object is to be made or to go', () => {
    const files = diffFiles([{ merged: deployment(1) }, { live: namespace }], toYaml);
    expect(files).toMatchObject([
      { live: '', merged: toYaml(deployment(1)) },
      { live: toYaml(namespace), merged: '' },
    ]);
  });

  it('tell apart the values of a Secret that differ, and show none', () => {
    const [file] = diffFiles(
      [
        {
          live: secret({ same: 'U0FNRQ==', other: 'QkVGT1JF', gone: 'R09ORQ==' }),
          merged: secret(
            { same: 'U0FNRQ==', other: 'QUZURVI=', new: 'TkVX' },
            { stringData: { x: 'plain' } },
          ),
        },
      ],
      toYaml,
    );
    expect(file).toMatchObject({
      live: toYaml(secret({ same: '***', other: '*** (before)', gone: '***' })),
      merged: toYaml(secret({ same: '***', other: '*** (after)', new: '***' }, { stringData: { x: '***' } })),
    });
  });

  it('mask a Secret that is new and one that goes', () => {
    const files = diffFiles([{ merged: secret({ a: 'QQ==' }) }, { live: secret({ a: 'QQ==' }) }], toYaml);
    expect(files).toMatchObject([
      { merged: toYaml(secret({ a: '***' })) },
      { live: toYaml(secret({ a: '***' })) },
    ]);
  });

  if (!hasKubectl) return;

  it('are those of kubectl', async () => {
    const pairs: Required<DiffPair>[] = [
      { live: managed(deployment(1)), merged: managed(deployment(2)) },
      {
        live: secret({ a: 'MQ==', b: 'Mg==', c: 'Mw==' }),
        merged: secret({ a: 'MQ==', b: 'WA==', d: 'eA==' }),
      },
      { live: namespace, merged: namespace },
    ];
    const made: Resource = { ...deployment(3), metadata: { name: 'made', namespace: 'default' } };
    const { live, merged } = await filesOfKubectl(pairs, made);
    const ours = diffFiles([...pairs, { merged: made }], toYaml);
    expect(Object.fromEntries(ours.map((file) => [file.name, file.live]))).toEqual(live);
    expect(Object.fromEntries(ours.map((file) => [file.name, file.merged]))).toEqual(merged);
  });
});

/** What kubectl gives to a program that is to compare. The pairs are live, `made` is not. */
const filesOfKubectl = (pairs: readonly Required<DiffPair>[], made: Resource) =>
  withFolder(async (folder) => {
    const api = await startApiStandIn();
    for (const { live, merged } of pairs) if (live && merged) api.put(live, merged);
    const file = join(folder, 'next.json');
    const objects = [...pairs.map(({ merged }) => merged), made];
    writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n'));
    mkdirSync(join(folder, 'copies'));
    const program = join(folder, 'copy');
    writeFileSync(program, `#!/bin/sh\ncp -R "$1" "$2" ${folder}/copies\n`, { mode: 0o755 });
    const { code, stderr } = await kubectl(
      ['--server', api.url, '--cache-dir', join(folder, 'cache'), 'diff', '-f', file],
      { env: { KUBECTL_EXTERNAL_DIFF: program } },
    );
    await api.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const copyOf = (prefix: string) => {
      const copies = join(folder, 'copies');
      const name = readdirSync(copies).find((entry) => entry.startsWith(prefix)) ?? '';
      const names = readdirSync(join(copies, name));
      return Object.fromEntries(
        names.map((entry) => [entry, readFileSync(join(copies, name, entry), 'utf8')]),
      );
    };
    return { live: copyOf('LIVE-'), merged: copyOf('MERGED-') };
  });
