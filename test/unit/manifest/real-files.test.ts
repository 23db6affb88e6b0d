import { describe, expect, it } from 'vitest';
import { applyDefaults } from '../../../src/manifest/defaults.ts';
import { isAbsent, isObject } from '../../../src/manifest/json-value.ts';
import { parseManifests } from '../../../src/manifest/parse.ts';
import { validate } from '../../../src/manifest/validate.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { resourceTypeOf } from '../../../src/model/resource-types.ts';
import { formatQuantity, parseQuantity } from '../../../src/model/quantity.ts';
import { hasKubectl, jsonDocuments, kubectl } from '../../support/kubectl.ts';
import { hasSharedData, sharedFiles, sharedPath } from '../../support/shared-data.ts';

/**
 * What is really wrong in these files, each looked at: Kubernetes refuses them, too.
 */
const trueErrors: Readonly<Record<string, readonly string[]>> = {
  'ContainerSolutions+kubernetes-examples/Ingress/fanout.yaml': [
    '19 unsupportedValue spec.rules[0].http.paths[0].pathType',
    '26 unsupportedValue spec.rules[0].http.paths[1].pathType',
  ],
  'ContainerSolutions+kubernetes-examples/Ingress/nohost.yaml': [
    '16 unsupportedValue spec.rules[0].http.paths[0].pathType',
    '25 unsupportedValue spec.rules[1].http.paths[0].pathType',
    '34 unsupportedValue spec.rules[2].http.paths[0].pathType',
  ],
  'ContainerSolutions+kubernetes-examples/Ingress/tls.yaml': [
    '31 unsupportedValue spec.rules[0].http.paths[0].pathType',
  ],
  'ContainerSolutions+kubernetes-examples/Ingress/virtualhosting.yaml': [
    '16 unsupportedValue spec.rules[0].http.paths[0].pathType',
    '25 unsupportedValue spec.rules[1].http.paths[0].pathType',
  ],
  'ContainerSolutions+kubernetes-examples/cloud-providers/gcp/https-ready-alb/https-ready-alb.yaml': [
    '42 unknownField spec.backend',
    '42 invalidValue spec',
  ],
  'kubernetes+kompose/script/test/fixtures/single-file-output/output-k8s.yaml': [
    '7 invalidValue metadata.name',
  ],
  'kubernetes-up-and-running+examples/8-4-tls-secret.yaml': [
    '8 invalidValue data[tls.crt]',
    '9 invalidValue data[tls.key]',
  ],
  'wardviaene+kubernetes-course/volumes/helloworld-with-volume.yml': [
    '27 required spec.template.spec.volumes[0].awsElasticBlockStore.volumeID',
  ],
};

const isError = ({ severity, code }: Problem): boolean => severity === 'error' && code !== 'unknownKind';

const check = (file: string, text: string) => {
  const { documents, problems } = parseManifests([{ file, text }]);
  return {
    documents,
    problems: [...problems, ...validate(documents, { level: 'strict', ignoreUnknownKinds: false })],
  };
};

/** The values of an object that say something, each with its path. Amounts are compared by what they amount to. */
const leavesOf = (value: unknown, path = ''): string[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, `${path}[${index}]`));
  if (isObject(value))
    return Object.entries(value).flatMap(([name, field]) => leavesOf(field, `${path}/${name}`));
  const isNothing = isAbsent(value) || value === '' || (value === 0 && path.endsWith('/targetPort'));
  if (isNothing) return [];
  const isAmount = /\/(limits|requests|hard|capacity|max|min|default|defaultRequest)\/[^/]+$/.test(path);
  const isPlain = typeof value === 'string' || typeof value === 'number';
  const quantity = isAmount && isPlain ? parseQuantity(String(value)) : undefined;
  return [`${path} ${quantity === undefined ? JSON.stringify(value) : formatQuantity(quantity)}`];
};

describe('manifests of public repositories', () => {
  const files = hasSharedData ? sharedFiles('manifests') : [];

  it('are read without a false alarm, and what is wrong in them is said', () => {
    const found = Object.fromEntries(
      files.flatMap(({ file, text }) => {
        const errors = check(file, text)
          .problems.filter(isError)
          .map(({ code, path, position }) => `${position?.line} ${code} ${path}`);
        return errors.length === 0 ? [] : [[file, errors]];
      }),
    );
    expect(found).toEqual(trueErrors);
  });

  it('lose no field in silence', () => {
    const lost = files.flatMap(({ file, text }) => {
      const { documents, problems } = check(file, text);
      const said = new Set(problems.map(({ path }) => path));
      return documents
        .filter(({ resource }) => resourceTypeOf(resource) !== undefined && !said.has('spec.backend'))
        .flatMap(({ resource }) => {
          const { status: _status, stringData: _stringData, ...written } = resource;
          const kept = new Set(leavesOf(applyDefaults(resource)));
          return leavesOf(written).filter((leaf) => !kept.has(leaf));
        })
        .map((leaf) => `${file} ${leaf}`);
    });
    expect(lost).toEqual([]);
  });

  if (!hasKubectl) return;

  it('hold what kubectl reads in them', async () => {
    // kubectl reads all of them in one go, and prints what it read; the label is what makes it print.
    const paths = files.flatMap(({ file }) => ['-f', sharedPath('manifests', file)]);
    const { stdout } = await kubectl([
      'label',
      '--local',
      '--overwrite',
      '-o',
      'json',
      'kubernetes.io/metadata.name=berth',
      ...paths,
    ]);
    const read = jsonDocuments<Record<string, unknown>>(stdout).flatMap((document) => itemsOf(document));
    const ours = parseManifests(files).documents.map(({ resource }) => resource);
    expect(ours.length).toBe(read.length);
    // What berth reads as today's version is not what kubectl prints.
    const isComparable = (index: number): boolean => read[index]?.['apiVersion'] === ours[index]?.apiVersion;
    expect(ours.filter((_, index) => isComparable(index)).map(withoutLabel)).toEqual(
      read.filter((_, index) => isComparable(index)).map(withoutLabel),
    );
  }, 60_000);
});

const itemsOf = (document: Record<string, unknown>): Record<string, unknown>[] =>
  document['kind'] === 'List' && Array.isArray(document['items'])
    ? document['items'].filter(isObject)
    : [document];

/** Without the label that kubectl was told to set, and the name that berth adds where none is. */
const withoutLabel = (object: Record<string, unknown>): unknown => {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const { labels, name, ...rest } = metadata;
  const { ['kubernetes.io/metadata.name']: _label, ...kept } = isObject(labels) ? labels : {};
  return {
    ...object,
    metadata: {
      ...rest,
      ...(name === '' ? {} : { name }),
      ...(Object.keys(kept).length === 0 ? {} : { labels: kept }),
    },
  };
};
