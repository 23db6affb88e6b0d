import { inDependencyOrder } from '../manifest/order.ts';
import { parseManifests } from '../manifest/parse.ts';
import { readManifests } from '../manifest/read.ts';
import { type ValidationOptions, validate } from '../manifest/validate.ts';
import { CliError } from '../model/cli-error.ts';
import { meetsQuery, parseLabelQuery } from '../model/label-query.ts';
import type { Resource } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import { formatProblems } from '../output/problems.ts';
import type { World } from '../world.ts';

/** What a command line says about the manifests it wants. */
export interface ManifestRequest {
  readonly filename: readonly string[];
  readonly kustomize: string;
  readonly recursive: boolean;
  readonly validate: string;
  readonly strict: boolean;
  readonly ignoreUnknownKinds: boolean;
  /** Labels that a resource must have to be meant; empty means all. */
  readonly selector: string;
  readonly namespace: string;
  readonly namespaceGiven: boolean;
}

/** Of a terminal that does not say how wide it is. */
const DEFAULT_WIDTH = 80;

const levels: Readonly<Record<string, ValidationOptions['level']>> = {
  strict: 'strict',
  true: 'strict',
  warn: 'warn',
  ignore: 'ignore',
  false: 'ignore',
};

const levelOf = (word: string): ValidationOptions['level'] => {
  const level = levels[word];
  if (level !== undefined) return level;
  throw new CliError(
    'usage',
    `invalid - validate option "${word}"; must be one of: strict (or true), warn, ignore (or false)`,
  );
};

/** Puts a resource where the command line says, as kubectl does. */
const inNamespace = (resource: Resource, { namespace, namespaceGiven }: ManifestRequest): Resource => {
  if (resourceTypeOfKind(resource.kind)?.namespaced === false) return resource;
  const own = resource.metadata.namespace;
  if (own !== undefined && own !== '' && namespaceGiven && own !== namespace) {
    throw new CliError(
      'namespaceMismatch',
      `the namespace from the provided object "${own}" does not match the namespace "${namespace}". ` +
        `You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  return { ...resource, metadata: { ...resource.metadata, namespace: own || namespace } };
};

/**
 * The resources of the manifests that a command names, checked, in the order in which they depend on each other.
 * All problems of all files are reported together, and with an error among them nothing is returned.
 */
export const readResources = async (request: ManifestRequest, world: World): Promise<Resource[]> => {
  const level = levelOf(request.validate);
  const texts = await readManifests(request, world);
  const { documents, problems } = parseManifests(texts);
  const found = [...problems, ...validate(documents, { ...request, level })];
  const { stderr, env } = world;
  const report = formatProblems(found, {
    sources: texts,
    excerpts: stderr.isTTY,
    color: stderr.isTTY && env.NO_COLOR === undefined,
    width: stderr.columns ?? DEFAULT_WIDTH,
  });
  if (report !== '') stderr.write(report);
  const errors = found.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    const count = errors === 1 ? '1 error' : `${errors} errors`;
    throw new CliError('invalidManifests', `${count} in the manifests; nothing was changed`);
  }
  const known = documents.filter(({ resource }) => resourceTypeOfKind(resource.kind) !== undefined);
  const labels = parseLabelQuery(request.selector);
  const meant = known.filter(({ resource }) => meetsQuery(labels, resource.metadata.labels ?? {}));
  return inDependencyOrder(meant).map(({ resource }) => inNamespace(resource, request));
};
