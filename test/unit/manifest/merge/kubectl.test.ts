import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonMergePatch } from '../../../../src/manifest/merge/json-merge-patch.ts';
import { jsonPatch } from '../../../../src/manifest/merge/json-patch.ts';
import type { JsonObject } from '../../../../src/manifest/merge/json.ts';
import { lastAppliedOf, withLastApplied } from '../../../../src/manifest/merge/last-applied.ts';
import { settled } from '../../../../src/manifest/merge/settle.ts';
import { strategicMergePatch } from '../../../../src/manifest/merge/strategic-merge.ts';
import { createThreeWayPatch, threeWayMerge } from '../../../../src/manifest/merge/three-way.ts';
import { LAST_APPLIED } from '../../../../src/model/labels.ts';
import type { Resource } from '../../../../src/model/resource.ts';
import { resourceTypeOfKind } from '../../../../src/model/resource-types.ts';
import { startApiStandIn } from '../../../support/api-stand-in.ts';
import { jsonDocuments, kubectl, withFolder } from '../../../support/kubectl.ts';
import { forAll, type Random } from '../../../support/random.ts';
import { drawApply, drawObject, drawOperations, drawPatch, SHAPES } from './generate.ts';
import { type Outcome, STRATEGIC_CASES } from './strategic-cases.ts';

/**
 * berth against real kubectl, which is the judge. The cases are few so that the suite stays fast:
 * BERTH_RUNS=2000 runs a long campaign.
 */

type PatchType = 'strategic' | 'merge' | 'json';

const patchWithBerth = (type: PatchType, original: Resource, patch: unknown): JsonObject => {
  if (type === 'json') return jsonPatch(original, patch);
  if (type === 'merge') return jsonMergePatch(original, patch);
  return strategicMergePatch(original, original, patch);
};

const outcomeByBerth = (type: PatchType, original: Resource, patch: unknown): Outcome => {
  try {
    return { result: patchWithBerth(type, original, patch) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
};

/** What `kubectl patch --local` makes of some objects with one patch: those that it refuses are not among them. */
const patchWithKubectl = (type: PatchType, originals: readonly JsonObject[], patch: unknown) =>
  withFolder(async (folder) => {
    const file = join(folder, 'objects.json');
    const patchFile = join(folder, 'patch.json');
    writeFileSync(file, originals.map((original) => JSON.stringify(original)).join('\n'));
    writeFileSync(patchFile, JSON.stringify(patch));
    const flags = [`--type=${type}`, '-f', file, `--patch-file=${patchFile}`, '-o', 'json'];
    const { stdout, stderr } = await kubectl(['patch', '--local', ...flags]);
    return { patched: jsonDocuments<Resource>(stdout), stderr };
  });

/** What kubectl makes of one object. */
const outcomeByKubectl = async (type: PatchType, original: JsonObject, patch: unknown): Promise<Outcome> => {
  const { patched, stderr } = await patchWithKubectl(type, [original], patch);
  return patched[0] === undefined ? { error: stderr.replace(/^error: |\n$/g, '') } : { result: patched[0] };
};

/** The outcomes for each object. Of several errors kubectl reports any, so they all count as one. */
const outcomesByBoth = async (type: PatchType, originals: readonly Resource[], patch: JsonObject) => {
  const { patched } = await patchWithKubectl(type, originals, patch);
  const byKubectl = new Map(patched.map((object) => [object.metadata.name, object]));
  return {
    ours: originals.map((original) => {
      const outcome = outcomeByBerth(type, original, patch);
      return { original, patch, result: 'result' in outcome ? outcome.result : 'refused' };
    }),
    theirs: originals.map((original) => {
      return { original, patch, result: byKubectl.get(original.metadata.name) ?? 'refused' };
    }),
  };
};

const drawOriginals = (kind: (typeof SHAPES)[number], count: number, random: Random): Resource[] =>
  Array.from({ length: count }, (_, index) => drawObject(kind, `o${index}`, random));

/** Applies objects to live ones with kubectl, and returns the patches that it sends. */
const appliedByKubectl = (changes: readonly { live: Resource; next: Resource }[]) =>
  withFolder(async (folder) => {
    const api = await startApiStandIn();
    const file = join(folder, 'next.json');
    for (const { live } of changes) api.put(live);
    writeFileSync(file, changes.map(({ next }) => JSON.stringify(next)).join('\n'));
    const flags = ['--validate=false', '--openapi-patch=false', '--cache-dir', folder, '-f', file];
    const { code, stderr } = await kubectl(['--server', api.url, 'apply', ...flags]);
    const patches = changes.map(({ next }) => api.sentFor(next) ?? {});
    await api.close();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return patches;
  });

const patchOf = (live: Resource, next: Resource): JsonObject =>
  createThreeWayPatch(next, lastAppliedOf(live), live, withLastApplied(next));

/** The live object with the note that kubectl makes of what it applied. */
const withNote = (live: Resource, lastApplied: Resource): Resource => {
  const { annotations } = withLastApplied(lastApplied).metadata;
  const note = annotations?.[LAST_APPLIED] ?? '';
  return { ...live, metadata: { ...live.metadata, annotations: { [LAST_APPLIED]: note } } };
};

const kubernetesObjects = join(import.meta.dirname, '../../../../../shared/testdata/k8s-api');

describe('berth does what kubectl does', { timeout: 1_200_000 }, () => {
  it.each(STRATEGIC_CASES)(
    'in the table of strategic merges: $name',
    async ({ original, patch, outcome }) => {
      expect(await outcomeByKubectl('strategic', original, patch)).toEqual(outcome);
    },
  );

  it('with strategic merge patches drawn at random', async () => {
    expect.hasAssertions();
    await forAll(25, async (random) => {
      const kind = random.pick(SHAPES.filter(({ kind }) => kind !== 'Widget'));
      const originals = drawOriginals(kind, 10, random);
      const { ours, theirs } = await outcomesByBoth('strategic', originals, drawPatch(kind, random, true));
      expect(ours).toEqual(theirs);
    });
  });

  it('with JSON merge patches drawn at random', async () => {
    expect.hasAssertions();
    await forAll(10, async (random) => {
      const kind = random.pick(SHAPES);
      const patch = drawPatch(kind, random, random.chance());
      const { ours, theirs } = await outcomesByBoth('merge', drawOriginals(kind, 10, random), patch);
      expect(ours).toEqual(theirs);
    });
  });

  it('with JSON patches drawn at random, in the same words where they fail', async () => {
    expect.hasAssertions();
    await forAll(30, async (random) => {
      const original = drawObject(random.pick(SHAPES), 'o', random);
      const operations = drawOperations(original, random);
      const outcome = await outcomeByKubectl('json', original, operations);
      expect(outcomeByBerth('json', original, operations)).toEqual(outcome);
    });
  });

  it('when it applies objects drawn at random', async () => {
    await forAll(2, async (random) => {
      const changes = Array.from({ length: 50 }, (_, index) => {
        const { lastApplied, live, next } = drawApply(random.pick(SHAPES), `o${index}`, random);
        return { live: withNote(live, lastApplied), next };
      });
      const patches = await appliedByKubectl(changes);
      expect(changes.map(({ live, next }) => patchOf(live, next))).toEqual(patches);
    });
  });

  it('as the API server merges what is applied', async () => {
    await forAll(12, async (random) => {
      const kind = random.pick(SHAPES.filter(({ kind }) => kind !== 'Widget'));
      const drawn = drawApply(kind, 'o', random);
      const live = withNote(drawn.live, drawn.lastApplied);
      const { patched } = await patchWithKubectl('strategic', [live], patchOf(live, drawn.next));
      const merged = threeWayMerge(drawn.next, drawn.lastApplied, live, withLastApplied(drawn.next));
      expect([merged]).toEqual(patched.map(settled));
    });
  });

  if (!existsSync(kubernetesObjects)) return;

  it('when every field of every kind changes', async () => {
    const objects = readdirSync(kubernetesObjects)
      .map((file): Resource => parse(readFileSync(join(kubernetesObjects, file), 'utf8')))
      .filter(({ kind }) => resourceTypeOfKind(kind) !== undefined)
      .map((object) => withoutFields(object, REFUSED_BY_KUBECTL));
    for (const { kind, metadata } of objects) {
      if (resourceTypeOfKind(kind)?.namespaced === false) delete metadata.namespace;
    }
    const changes = objects.map((object) => ({ live: withNote(object, object), next: changed(object) }));
    const patches = await appliedByKubectl(changes);
    expect(changes.map(({ live, next }) => patchOf(live, next))).toEqual(patches);
  });
});

/** Fields that the test objects have and the kubectl that judges may not know yet, or will not let through. */
const REFUSED_BY_KUBECTL = [
  'managedFields',
  'restartPolicyRules',
  'extendedResourceClaimStatus',
  'fileKeyRef',
  'podCertificate',
  'deletionTimestamp',
  'swap',
];

const withoutFields = <T>(value: T, names: readonly string[]): T =>
  JSON.parse(JSON.stringify(value, (name, field) => (names.includes(name) ? undefined : field)));

const IDENTITY =
  /^(apiVersion|kind|name|namespace|uid|type|ip|port|containerPort|mountPath|devicePath|topologyKey)$/;
const TIME = /^\d{4}-\d\d-\d\dT/;

/** The object with another value in every field, but for those that say which object or item it is. */
const changed = (object: Resource): Resource => JSON.parse(JSON.stringify(object, changedField));

const changedField = (name: string, value: unknown): unknown => {
  if (IDENTITY.test(name)) return value;
  if (typeof value === 'string') return TIME.test(value) ? value : `${value}-x`;
  if (typeof value === 'number') return value + 1;
  return typeof value === 'boolean' ? !value : value;
};
