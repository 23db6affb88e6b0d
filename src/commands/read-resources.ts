import type { ParsedDocument } from '../manifest/document.ts';
import { inDependencyOrder } from '../manifest/order.ts';
import { type ManifestText, parseManifests } from '../manifest/parse.ts';
import { type ManifestRequest as ManifestSource, readManifests } from '../manifest/read.ts';
import { type ValidationOptions, validate } from '../manifest/validate.ts';
import { CliError } from '../model/cli-error.ts';
import type { Problem } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import { resourceTypeOf, resourceTypeOfKind } from '../model/resource-types.ts';
import { formatProblems } from '../output/problems.ts';
import type { World } from '../world.ts';
import { labelQuery } from './object-query.ts';

/** Where a command line puts objects that say no namespace themselves. */
interface Placement {
  readonly namespace: string;
  readonly namespaceGiven: boolean;
}

/** What a command line says about the manifests it wants. */
export interface ManifestRequest extends ManifestSource, Placement {
  readonly validate: string;
  readonly strict: boolean;
  readonly ignoreUnknownKinds: boolean;
  /** Labels that a resource must have to be meant; empty means all. */
  readonly selector: string;
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

/** How strictly --validate wants manifests to be looked at. */
export const levelOf = (word: string): ValidationOptions['level'] => {
  const level = levels[word];
  if (level !== undefined) return level;
  throw new CliError(
    'usage',
    `invalid - validate option "${word}"; must be one of: strict (or true), warn, ignore (or false)`,
  );
};

const checkNamespace = (resource: Resource, { namespace, namespaceGiven }: Placement): void => {
  if (resourceTypeOfKind(resource.kind)?.namespaced === false) return;
  const own = resource.metadata.namespace;
  if (own !== undefined && own !== '' && namespaceGiven && own !== namespace) {
    throw new CliError(
      'namespaceMismatch',
      `the namespace from the provided object "${own}" does not match the namespace "${namespace}". ` +
        `You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
};

/** Puts a resource where the command line says, as kubectl does. */
const inNamespace = (resource: Resource, placement: Placement): Resource => {
  checkNamespace(resource, placement);
  if (resourceTypeOfKind(resource.kind)?.namespaced === false) return resource;
  const namespace = resource.metadata.namespace || placement.namespace;
  return { ...resource, metadata: { ...resource.metadata, namespace } };
};

/** Shows all problems of all files. With an error among them nothing goes on. */
const report = (texts: readonly ManifestText[], problems: readonly Problem[], world: World): void => {
  const { stderr, env } = world;
  const text = formatProblems(problems, {
    sources: texts,
    excerpts: stderr.isTTY,
    color: stderr.isTTY && env.NO_COLOR === undefined,
    width: stderr.columns ?? DEFAULT_WIDTH,
  });
  if (text !== '') stderr.write(text);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    const count = errors === 1 ? '1 error' : `${errors} errors`;
    throw new CliError('invalidManifests', `${count} in the manifests; nothing was changed`);
  }
};

const knownKinds = (documents: readonly ParsedDocument[]): ParsedDocument[] =>
  documents.filter(({ resource }) => resourceTypeOf(resource) !== undefined);

/** A resource and the file that it was read from, as messages name it. */
export interface SourcedResource {
  readonly resource: Resource;
  readonly file: string;
}

/** The resources of the manifests that a command names, checked, in the order in which they depend on each other. */
export const readSourcedResources = async (
  request: ManifestRequest,
  world: World,
): Promise<SourcedResource[]> => {
  const level = levelOf(request.validate);
  const isMeant = labelQuery(request.selector);
  const texts = await readManifests(request, world);
  const { documents, problems } = parseManifests(texts);
  report(texts, [...problems, ...validate(documents, { ...request, level })], world);
  const meant = knownKinds(documents).filter(({ resource }) => isMeant(resource));
  return inDependencyOrder(meant).map(({ resource, file }) => ({
    resource: inNamespace(resource, request),
    file,
  }));
};

export const readResources = async (request: ManifestRequest, world: World): Promise<Resource[]> =>
  (await readSourcedResources(request, world)).map(({ resource }) => resource);

/** The resources of manifests as they stand there: for commands that look at nothing else. */
export const readLocalResources = async (
  request: ManifestSource & Placement,
  world: World,
): Promise<Resource[]> => {
  const texts = await readManifests(request, world);
  const { documents, problems } = parseManifests(texts);
  report(texts, problems, world);
  const resources = knownKinds(documents).map(({ resource }) => resource);
  for (const resource of resources) checkNamespace(resource, request);
  return resources;
};

/** Of manifests that only name objects, as for `get` and `delete`, nothing but the names counts, in their order. */
export const readNamedResources = async (
  request: ManifestSource & Placement,
  world: World,
): Promise<Resource[]> =>
  (await readLocalResources(request, world)).map((resource) => inNamespace(resource, request));
