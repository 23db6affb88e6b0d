import { describe, expect, it } from 'vitest';
import { envFromKeys, parseEnvChanges, splitEnvArguments } from '../../../../src/manifest/edit/env.ts';
import { setImages } from '../../../../src/manifest/edit/image.ts';
import { labelOutcome, parseLabelChanges, setLabels } from '../../../../src/manifest/edit/labels.ts';
import { splitPairs } from '../../../../src/manifest/edit/pairs.ts';
import { isNameLike } from '../../../../src/manifest/edit/pod-spec.ts';
import type { Resource } from '../../../../src/model/resource.ts';
import { deployment, EDIT_CASES, pod } from './edit-cases.ts';

/** What the table's lines make of their objects, in short. */
const edited = (line: string): unknown => {
  const found = EDIT_CASES.find((edit) => edit.line === line);
  if (found === undefined) throw new Error(`There is no case "${line}".`);
  return found.edit(found.object);
};

describe('labels and annotations', () => {
  it('are added, replaced and removed', () => {
    expect(edited('label new=1')).toMatchObject({ metadata: { labels: { app: 'web', new: '1' } } });
    expect(edited('label app=other --overwrite')).toMatchObject({ metadata: { labels: { app: 'other' } } });
    expect(edited('label tier-')).toHaveProperty('metadata.labels', { app: 'web' });
    expect(edited('annotate note-')).toHaveProperty('metadata.annotations', {});
  });

  it('are not overwritten unless asked', () => {
    expect(() => edited('label app=other')).toThrow(
      "'app' already has a value (web), and --overwrite is false",
    );
    expect(() => edited('annotate note=y')).toThrow(
      "--overwrite is false but found the following declared annotation(s): 'note' already has a value (x)",
    );
    expect(edited('label app=web')).toHaveProperty('metadata.labels.app', 'web');
  });

  it('are refused where they make no sense', () => {
    expect(() => edited('label tier- tier=1')).toThrow(
      'can not both modify and remove a label in the same command',
    );
    expect(() => edited('label a=b=c')).toThrow('invalid label spec: a=b=c');
    expect(() => edited('label a=-b')).toThrow('invalid label value: "a=-b": a valid label must be');
  });

  it.each([
    ['new=1', false, 'labeled'],
    ['app=web', false, 'not labeled'],
    ['tier-', false, 'unlabeled'],
    ['tier-', true, 'labeled'],
    ['absent-', false, 'not labeled'],
  ])('%s with overwrite %s leaves an object %s', (change, overwrite, outcome) => {
    const after = setLabels(deployment, parseLabelChanges([change]), overwrite);
    expect(labelOutcome(deployment, after, overwrite)).toBe(outcome);
  });

  it('come after the resources', () => {
    expect(splitPairs(['pods', 'web', 'a=1', 'b-'], 'label')).toEqual({
      resources: ['pods', 'web'],
      pairs: ['a=1', 'b-'],
    });
    expect(() => splitPairs(['a=1', 'pods'], 'label')).toThrow(
      'all resources must be specified before label changes: pods',
    );
  });
});

describe('images', () => {
  it('change in the containers and init containers that are named', () => {
    expect(edited('set image web=web:2 init=init:2')).toHaveProperty('spec.template.spec', {
      ...Object(pod.spec),
      containers: [{ ...Object(pod.spec).containers[0], image: 'web:2' }, Object(pod.spec).containers[1]],
      initContainers: [{ name: 'init', image: 'init:2' }],
    });
  });

  it('change where they can, and the others are named', () => {
    const images = new Map([
      ['web', 'web:2'],
      ['ghost', 'x'],
    ]);
    const { resource, problems } = setImages(pod, images);
    expect(resource).toHaveProperty('spec.containers.0.image', 'web:2');
    expect(problems).toEqual(['unable to find container named "ghost"']);
  });

  it('are only for kinds that have pods', () => {
    const config: Resource = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } };
    expect(() => setImages(config, new Map())).toThrow(
      'configmap/c the object is not a pod or does not have a pod template: *v1.ConfigMap',
    );
  });
});

describe('variables', () => {
  const names = (object: unknown): unknown[] =>
    Object(object).spec.template.spec.containers.map(({ env = [] }: { env?: unknown[] }) => env);

  it('keep their places, and new ones come last', () => {
    expect(names(edited('set env B=2'))).toEqual([
      [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      [{ name: 'B', value: '2' }],
    ]);
  });

  it('go with the list when none is left', () => {
    expect(edited('set env A- B-')).not.toHaveProperty('spec.template.spec.containers.0.env');
  });

  it('come from stdin too, without comments', () => {
    expect(parseEnvChanges(['A=1', '-', 'B-'], 'C=3 # three\n# D=4\nE=a=b\r\nF\n')).toEqual({
      set: [
        { name: 'A', value: '1' },
        { name: 'C', value: '3 ' },
        { name: 'E', value: 'a=b' },
      ],
      remove: ['B'],
    });
  });

  it('come from the keys of ConfigMaps and Secrets', () => {
    const secret: Resource = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys' },
      data: { 'api.key': 'eA==', other: 'eQ==' },
    };
    expect(envFromKeys(secret, { keys: ['api.key'] })).toEqual([
      { name: 'API_KEY', valueFrom: { secretKeyRef: { key: 'api.key', name: 'keys' } } },
    ]);
    expect(envFromKeys(secret)).toHaveLength(2);
    expect(() => envFromKeys(deployment)).toThrow('unsupported resource specified in --from');
  });

  it('come after the resources', () => {
    expect(splitEnvArguments(['deploy/web', 'A=1', 'B-'])).toEqual({
      resources: ['deploy/web'],
      changes: ['A=1', 'B-'],
    });
    expect(() => splitEnvArguments(['A=1', 'deploy/web'])).toThrow(
      'all resources must be specified before environment changes: A=1 deploy/web',
    );
  });
});

describe('other edits', () => {
  it('set limits and requests, written as Kubernetes writes them', () => {
    expect(edited('set resources --limits=cpu=0.5,memory=1024Mi')).toHaveProperty(
      'spec.template.spec.containers.1.resources',
      { limits: { cpu: '500m', memory: '1Gi' } },
    );
  });

  it('set the selector of a Service', () => {
    expect(edited('set selector app=api,tier=back')).toHaveProperty('spec.selector', {
      app: 'api',
      tier: 'back',
    });
  });

  it('leave the object as it was', () => {
    const before = structuredClone(EDIT_CASES.map(({ object }) => object));
    for (const { object, edit } of EDIT_CASES) {
      try {
        edit(object);
      } catch {
        // A refusal must not change anything either.
      }
    }
    expect(EDIT_CASES.map(({ object }) => object)).toEqual(before);
  });

  it.each([
    ['web', '*', true],
    ['web', 'w*', true],
    ['web', 'w', false],
    ['web-1', 'web-*', true],
    ['web', 'w.b', false],
  ])('choose container %s by %s: %s', (name, pattern, chosen) => {
    expect(isNameLike(name, pattern)).toBe(chosen);
  });
});
