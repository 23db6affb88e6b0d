import { resourceTypes, type ResourceType } from '../../model/resource-types.ts';
import { qualifiedPlural } from '../find-objects.ts';
import { type Candidates, FILES, onlyThese } from './candidates.ts';
import type { LiveNames } from './live-names.ts';
import type { Line } from './situation.ts';

/** What may stand as an argument of a command. */
type Complete = (word: string, line: Line, names: LiveNames) => Promise<Candidates>;

const nothing: Complete = async () => onlyThese([]);
const files: Complete = async () => FILES;

const typeWords = (kinds: readonly string[] | undefined): readonly string[] =>
  resourceTypes
    .filter(({ kind }: ResourceType) => kinds === undefined || kinds.includes(kind))
    .map(qualifiedPlural);

/** `pods,deploy` goes on behind the comma. */
const typeList = (word: string, kinds: readonly string[] | undefined): readonly string[] => {
  const done = word.slice(0, word.lastIndexOf(',') + 1);
  return typeWords(kinds).map((type) => done + type);
};

const slashNames = async (word: string, names: LiveNames): Promise<readonly string[]> => {
  const type = word.slice(0, word.indexOf('/'));
  return (await names.ofType(type)).map((name) => `${type}/${name}`);
};

/** `TYPE [NAME ...]` and `TYPE/NAME ...` */
const resources =
  (...kinds: readonly string[]): Complete =>
  async (word, { parsed }, names) => {
    if (word.includes('/')) return onlyThese(await slashNames(word, names));
    const wanted = kinds.length === 0 ? undefined : kinds;
    const [type, ...others] = parsed.args;
    if (type === undefined) return onlyThese(typeList(word, wanted));
    if (type.includes('/')) return onlyThese(typeWords(wanted).map((known) => `${known}/`));
    return onlyThese((await names.ofType(type)).filter((name) => !others.includes(name)));
  };

const WITH_PODS = [
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'Service',
  'StatefulSet',
];

/** A pod by its name, or something with pods as `TYPE/NAME`. */
const podOrOwner: Complete = async (word, { parsed, isBehindDash }, names) => {
  if (isBehindDash) return FILES;
  if (parsed.args.length > 0) return onlyThese([]);
  if (word.includes('/')) return onlyThese(await slashNames(word, names));
  const pods = (await names.pods()).map(({ name }) => name).filter((name) => name.startsWith(word));
  const types = word === '' ? [] : typeWords(WITH_PODS).map((type) => `${type}/`);
  return onlyThese([...pods, ...types]);
};

const withPorts: Complete = async (word, line, names) => {
  const [name] = line.parsed.args;
  if (name === undefined) return podOrOwner(word, line, names);
  const pod = (await names.pods()).find((known) => known.name === name.replace(/^pods?\//, ''));
  const ports = (pod?.spec.containers ?? []).flatMap((container) => container.ports ?? []);
  return onlyThese(ports.map(({ containerPort }) => String(containerPort)));
};

/** Files of this machine, and pods with the colon behind them. */
const podFiles: Complete = async (word, _, names) => {
  if (word === '' || /[/:.]/.test(word)) return FILES;
  const pods = (await names.pods()).map(({ name }) => `${name}:`).filter((name) => name.startsWith(word));
  return pods.length > 0 ? onlyThese(pods) : FILES;
};

const only =
  (type: string): Complete =>
  async (_, { parsed }, names) =>
    onlyThese(parsed.args.length > 0 ? [] : await names.ofType(type));

const words =
  (...choices: readonly string[]): Complete =>
  async (_, { parsed }) =>
    onlyThese(parsed.args.length > 0 ? [] : choices);

const contexts: Complete = async (_, { parsed }, names) =>
  onlyThese(parsed.args.length > 0 ? [] : await names.contexts());

const ROLLED_OUT = ['DaemonSet', 'Deployment', 'StatefulSet'];
const SCALED = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
const WITH_TEMPLATE = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'StatefulSet'];

const byCommand: Readonly<Record<string, Complete>> = {
  annotate: resources(),
  'apply edit-last-applied': resources(),
  'apply view-last-applied': resources(),
  attach: podOrOwner,
  autoscale: resources(...SCALED),
  'config get-contexts': contexts,
  'config set-context': contexts,
  'config use-context': contexts,
  completion: words('bash', 'zsh', 'fish', 'powershell'),
  cp: podFiles,
  debug: podOrOwner,
  delete: resources(),
  describe: resources(),
  edit: resources(),
  exec: podOrOwner,
  explain: async (word, { parsed }) => onlyThese(parsed.args.length > 0 ? [] : typeList(word, undefined)),
  expose: resources('Deployment', 'Pod', 'ReplicaSet', 'ReplicationController', 'Service'),
  get: resources(),
  label: resources(),
  logs: podOrOwner,
  patch: resources(),
  'port-forward': withPorts,
  'rollout history': resources(...ROLLED_OUT),
  'rollout pause': resources('Deployment'),
  'rollout restart': resources(...ROLLED_OUT),
  'rollout resume': resources('Deployment'),
  'rollout status': resources(...ROLLED_OUT),
  'rollout undo': resources(...ROLLED_OUT),
  scale: resources(...SCALED),
  'set env': resources(...WITH_TEMPLATE),
  'set image': resources(...WITH_TEMPLATE),
  'set resources': resources(...WITH_TEMPLATE),
  'set selector': resources('Service'),
  'set serviceaccount': resources(...WITH_TEMPLATE),
  'top node': only('nodes'),
  'top pod': only('pods'),
  wait: resources(),
};

/** Commands that have flags alone are completed with nothing; those that are not known here with files. */
const FLAGS_ALONE = new Set([
  'apply',
  'api-resources',
  'api-versions',
  'cluster-info',
  'create',
  'diff',
  'replace',
  'version',
]);

export const argumentsOf: Complete = (word, line, names) => {
  const complete = byCommand[line.path] ?? (FLAGS_ALONE.has(line.path) ? nothing : files);
  return complete(word, line, names);
};
