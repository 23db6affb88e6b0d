import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CliError } from '../../src/model/cli-error.ts';
import type { Resource } from '../../src/model/resource.ts';
import { type PrintContext, printerFor, type PrintFlags } from '../../src/output/printer.ts';
import { type ApiStandIn, startApiStandIn } from '../support/api-stand-in.ts';
import { hasKubectl, kubectl } from '../support/kubectl.ts';
import { cluster, NOW } from './cluster.ts';
import { tableOf } from './table-of.ts';

/**
 * Lets kubectl get objects from a stand-in for the API, and berth print the same objects. The cells of tables are
 * berth's own in both, as they come from the server; all that kubectl does with them is compared.
 */

/** What berth's get command would hand to the printer for these arguments of kubectl. */
interface Case {
  args: string;
  flags?: PrintFlags;
  context?: Partial<PrintContext>;
  objects?: readonly Resource[];
}

const ofKinds = (...kinds: readonly string[]): readonly Resource[] =>
  kinds.flatMap((kind) => cluster.filter((object) => object.kind === kind && isHere(object)));

const isHere = ({ metadata }: Resource): boolean => (metadata.namespace ?? 'default') === 'default';

const named = (kind: string, ...names: readonly string[]): readonly Resource[] =>
  names.flatMap((name) => cluster.filter((it) => it.kind === kind && it.metadata.name === name));

const everywhere = (...kinds: readonly string[]): readonly Resource[] =>
  kinds.flatMap((kind) => cluster.filter((object) => object.kind === kind));

const wide = { output: 'wide' };
const noHeaders = { noHeaders: true };
const several = { showType: true };
const one = { shape: 'one' } as const;
const pods = ofKinds('Pod');

const tables: Case[] = [
  { args: 'pods' },
  { args: 'pods -o wide', flags: wide },
  { args: 'pods --no-headers', flags: noHeaders },
  { args: 'pods --show-labels', flags: { showLabels: true } },
  { args: 'pods -L app', flags: { labelColumns: ['app'] } },
  {
    args: 'pods -L app,example.com/tier --show-labels -o wide',
    flags: { ...wide, labelColumns: ['app', 'example.com/tier'], showLabels: true },
  },
  { args: 'pods -A', context: { allNamespaces: true }, objects: everywhere('Pod') },
  {
    args: 'pods -A -o wide --no-headers --show-labels',
    flags: { ...wide, ...noHeaders, showLabels: true },
    context: { allNamespaces: true },
    objects: everywhere('Pod'),
  },
  { args: 'pods --show-kind', context: several },
  { args: 'pod web-1', objects: named('Pod', 'web-1') },
  { args: 'pods web-2 web-1', objects: named('Pod', 'web-2', 'web-1') },
  { args: 'deployments', objects: ofKinds('Deployment') },
  { args: 'deployments -o wide', flags: wide, objects: ofKinds('Deployment') },
  { args: 'pods,deployments', context: several, objects: ofKinds('Pod', 'Deployment') },
  { args: 'deployments,services,pods', context: several, objects: ofKinds('Deployment', 'Service', 'Pod') },
  {
    args: 'deployments,services --no-headers',
    flags: noHeaders,
    context: several,
    objects: ofKinds('Deployment', 'Service'),
  },
  {
    args: 'pods,namespaces -A',
    context: { ...several, allNamespaces: true },
    objects: everywhere('Pod', 'Namespace'),
  },
  {
    args: 'pods,deployments -A -o wide --show-labels',
    flags: { ...wide, showLabels: true },
    context: { ...several, allNamespaces: true },
    objects: everywhere('Pod', 'Deployment'),
  },
  { args: 'cronjobs,services', context: several, objects: ofKinds('Service') },
  {
    args: 'pod/web-1 deployment/web pod/web-2',
    context: several,
    objects: [...named('Pod', 'web-1'), ...named('Deployment', 'web'), ...named('Pod', 'web-2')],
  },
  { args: 'svc', objects: ofKinds('Service') },
  { args: 'svc -o wide', flags: wide, objects: ofKinds('Service') },
  { args: 'cm', objects: ofKinds('ConfigMap') },
  { args: 'cm --show-labels', flags: { showLabels: true }, objects: ofKinds('ConfigMap') },
  { args: 'ns', objects: everywhere('Namespace') },
  { args: 'ns --show-labels -A', flags: { showLabels: true }, objects: everywhere('Namespace') },
  { args: 'pvc', objects: ofKinds('PersistentVolumeClaim') },
  { args: 'pvc -o wide', flags: wide, objects: ofKinds('PersistentVolumeClaim') },
  { args: 'jobs', objects: ofKinds('Job') },
  { args: 'widgets', objects: ofKinds('Widget') },
  {
    args: 'widgets -A --show-labels',
    flags: { showLabels: true },
    context: { allNamespaces: true },
    objects: ofKinds('Widget'),
  },
];

const sorted: Case[] = [
  ...['.metadata.name', '{.metadata.name}', 'metadata.name', '.metadata.creationTimestamp'].map((path) => ({
    args: `pods --sort-by=${path}`,
    flags: { sortBy: path },
  })),
  ...['.spec.priority', '.spec.memory', '.status.containerStatuses[0].restartCount', '.status.podIP'].map(
    (path) => ({
      args: `pods --sort-by=${path}`,
      flags: { sortBy: path },
    }),
  ),
  { args: 'pods --sort-by=.metadata.name -o name', flags: { sortBy: '.metadata.name', output: 'name' } },
  { args: 'pods --sort-by=.metadata.name -o yaml', flags: { sortBy: '.metadata.name', output: 'yaml' } },
  {
    args: 'pod web-1 --sort-by=.nope -o name',
    flags: { sortBy: '.nope', output: 'name' },
    context: one,
    objects: named('Pod', 'web-1'),
  },
  {
    args: 'pods --sort-by=.spec.memory -o custom-columns=N:.metadata.name,M:.spec.memory',
    flags: { sortBy: '.spec.memory', output: 'custom-columns=N:.metadata.name,M:.spec.memory' },
  },
  {
    args: 'pods --sort-by=.spec.priority -o jsonpath={.items[*].metadata.name}',
    flags: { sortBy: '.spec.priority', output: 'jsonpath={.items[*].metadata.name}' },
  },
];

const columnSpecs = [
  'NAME:.metadata.name',
  'NAME:.metadata.name,APP:.metadata.labels.app',
  'IMAGES:.spec.containers[*].image,PHASE:.status.phase',
  'A:metadata.name,B:{metadata.name},C:{.metadata.name}',
  'LABELS:.metadata.labels,PORTS:.spec.containers[*].ports[*].containerPort',
  'READY:.status.containerStatuses[*].ready,COUNT:.status.containerStatuses[*].restartCount',
  'MISSING:.nope,DEEP:.nope.nope[*].nope',
  'SPEC:.spec.containers[*]',
  'FILTER:.status.conditions[?(@.type=="Ready")].status',
  'lower:.metadata.name,MIXED_Case-1:.kind',
  'PRIORITY:.spec.priority,RATIO:.spec.ratio,NULL:.spec.nothing,EMPTY:.spec.empty',
  'ALL:..image',
  'EMPTY:',
];

const columns: Case[] = [
  ...columnSpecs.map((spec) => ({
    args: `pods -o custom-columns=${spec}`,
    flags: { output: `custom-columns=${spec}` },
  })),
  {
    args: 'pods --no-headers -o custom-columns=N:.metadata.name,K:.kind',
    flags: { ...noHeaders, output: 'custom-columns=N:.metadata.name,K:.kind' },
  },
  {
    args: 'pod web-1 -o custom-columns=N:.metadata.name',
    flags: { output: 'custom-columns=N:.metadata.name' },
    context: one,
    objects: named('Pod', 'web-1'),
  },
  {
    args: 'cronjobs -o custom-columns=N:.metadata.name,K:.kind',
    flags: { output: 'custom-columns=N:.metadata.name,K:.kind' },
    objects: [],
  },
  {
    args: 'cm -o custom-columns=N:.metadata.name,DATA:.data',
    flags: { output: 'custom-columns=N:.metadata.name,DATA:.data' },
    objects: ofKinds('ConfigMap'),
  },
];

const documents: Case[] = [
  ...[
    'json',
    'yaml',
    'name',
    'YAML',
    'jsonpath={.items[*].metadata.name}',
    'jsonpath={.kind}{.metadata}',
  ].map((output) => ({ args: `pods -o ${output}`, flags: { output } })),
  ...['go-template={{len .items}}{{.kind}}', 'template={{range .items}}{{.metadata.name}};{{end}}'].map(
    (output) => ({ args: `pods -o ${output}`, flags: { output } }),
  ),
  { args: 'pods --template={{.kind}}', flags: { template: '{{.kind}}' } },
  {
    args: 'pods -o jsonpath-as-json={.items[0].metadata.labels}',
    flags: { output: 'jsonpath-as-json={.items[0].metadata.labels}' },
  },
  ...['json', 'yaml', 'name', 'jsonpath={.kind}', 'go-template={{.kind}}'].map((output) => ({
    args: `pod web-1 -o ${output}`,
    flags: { output },
    context: one,
    objects: named('Pod', 'web-1'),
  })),
  { args: 'pods web-1 web-2 -o yaml', flags: { output: 'yaml' }, objects: named('Pod', 'web-1', 'web-2') },
  { args: 'cronjobs -o yaml', flags: { output: 'yaml' }, objects: [] },
  { args: 'cronjobs -o json', flags: { output: 'json' }, objects: [] },
  { args: 'cronjobs -o jsonpath={.items}', flags: { output: 'jsonpath={.items}' }, objects: [] },
  { args: 'cm -o yaml', flags: { output: 'yaml' }, objects: ofKinds('ConfigMap') },
  { args: 'cm -o json', flags: { output: 'json' }, objects: ofKinds('ConfigMap') },
  {
    args: 'cm -o yaml --show-managed-fields',
    flags: { output: 'yaml', showManagedFields: true },
    objects: ofKinds('ConfigMap'),
  },
  {
    args: 'cm -o jsonpath={.items[0].metadata.managedFields}',
    flags: { output: 'jsonpath={.items[0].metadata.managedFields}' },
    objects: ofKinds('ConfigMap'),
  },
  { args: 'pods,deployments -o name', flags: { output: 'name' }, objects: ofKinds('Pod', 'Deployment') },
  { args: 'pods,deployments -o json', flags: { output: 'json' }, objects: ofKinds('Pod', 'Deployment') },
];

const refused: Case[] = [
  ...[
    'xml',
    'json=x',
    'yaml=',
    'wide=1',
    'jsonpath',
    'jsonpath=',
    'jsonpath={',
    'jsonpath-file=nope',
    'go-template',
  ].map((output) => ({ args: `pods -o ${output}`, flags: { output } })),
  ...[
    'go-template={{',
    'go-template-file=nope',
    'template',
    'templatefile=nope',
    'custom-columns',
    'custom-columns=',
  ].map((output) => ({ args: `pods -o ${output}`, flags: { output } })),
  ...[
    'custom-columns=A',
    'custom-columns=A:{',
    'custom-columns-file',
    'custom-columns-file=nope',
    'jsonpath-as-json',
  ].map((output) => ({ args: `pods -o ${output}`, flags: { output } })),
  { args: 'pods --show-labels -o yaml', flags: { showLabels: true, output: 'yaml' } },
  { args: 'pods --show-labels -o name', flags: { showLabels: true, output: 'name' } },
  { args: 'pods --sort-by=.nope -o name', flags: { sortBy: '.nope', output: 'name' } },
  { args: 'pods --sort-by={.a}{.b} -o name', flags: { sortBy: '{.a}{.b}', output: 'name' } },
  ...['jsonpath={.items[9]}', 'jsonpath={.nope}', 'go-template={{.nope.x}}', 'go-template={{.kind.x}}'].map(
    (output) => ({
      args: `pods --allow-missing-template-keys=false -o ${output}`,
      flags: { output, allowMissingTemplateKeys: false },
    }),
  ),
  {
    args: 'pods -o custom-columns=A:.spec.containers[7].image',
    flags: { output: 'custom-columns=A:.spec.containers[7].image' },
  },
];

const readFile = (path: string): string => {
  throw new Error(`open ${path}: no such file or directory`);
};

const byBerth = async ({ flags = {}, context, objects = pods }: Case): Promise<string> => {
  const print = await printerFor(flags, readFile);
  return print(objects, { now: NOW, shape: 'list', ...context });
};

/** Blanks part the arguments, but not inside of braces. */
const argsOf = (text: string): string[] => text.match(/(?:\{\{.*\}\}|[^ ])+/g) ?? [];

describe.runIf(hasKubectl)('get', () => {
  let api: ApiStandIn | undefined;
  const cache = mkdtempSync(join(tmpdir(), 'berth-kubectl-cache-'));

  beforeAll(async () => {
    api = await startApiStandIn(tableOf);
    for (const object of cluster) api.put(object);
  });

  afterAll(async () => {
    await api?.close();
    rmSync(cache, { recursive: true, force: true });
  });

  const byKubectl = ({ args }: Case) =>
    kubectl(['--server', api?.url ?? '', '--cache-dir', cache, 'get', ...argsOf(args)]);

  test.each([...tables, ...sorted, ...columns, ...documents])('$args', async (each) => {
    const { stdout, stderr } = await byKubectl(each);
    expect(stderr.replace(/^No resources found.*\n/, '')).toBe('');
    expect(await byBerth(each)).toBe(stdout);
  });

  test.each(refused)('$args is refused', async (each) => {
    const { code, stderr } = await byKubectl(each);
    expect(code).toBe(1);
    const refusal = async (): Promise<string> => {
      try {
        return `printed ${await byBerth(each)}`;
      } catch (error) {
        if (error instanceof CliError) return `error: ${error.message}`;
        throw error;
      }
    };
    const words = await refusal();
    expect(words.endsWith('\n') ? words : `${words}\n`).toBe(stderr);
  });
});
