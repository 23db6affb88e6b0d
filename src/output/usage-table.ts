import { alignColumns, TABLE_ALIGNMENT } from './align-columns.ts';

/** The tables of `top`, to the byte: unlike the other tables, each of their lines ends with the padding of a cell. */

export interface Amount {
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

export interface ContainerRow extends Amount {
  readonly name: string;
}

export interface PodRow {
  readonly namespace: string;
  readonly name: string;
  readonly containers: readonly ContainerRow[];
}

export type UsageOrder = 'cpu' | 'memory' | '';

interface PodTableOptions {
  readonly headers: boolean;
  readonly withNamespace: boolean;
  readonly withContainers: boolean;
  readonly sortBy: UsageOrder;
  readonly sum: boolean;
}

const MIB = 2 ** 20;
const RULE = '________';

const totalOf = (amounts: readonly Amount[]): Amount => ({
  cpu: amounts.reduce((sum, { cpu }) => sum + cpu, 0),
  memory: amounts.reduce((sum, { memory }) => sum + memory, 0),
});

const millicores = (cpu: number): number => Math.ceil(cpu * 1_000);

const cellsOf = ({ cpu, memory }: Amount): string[] => [
  `${millicores(cpu)}m`,
  `${Math.floor(memory / MIB)}Mi`,
];

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The largest first; without an order that is asked for, by name. */
const byUsage =
  (sortBy: UsageOrder) =>
  (a: Amount, b: Amount): number =>
    sortBy === '' ? 0 : b[sortBy] - a[sortBy];

const layOut = (rows: readonly (readonly string[])[]): string =>
  alignColumns(
    rows.map((cells) => `${cells.join('\t')}\t`),
    TABLE_ALIGNMENT,
  );

export const podUsageTable = (pods: readonly PodRow[], options: PodTableOptions): string => {
  const { headers, withNamespace, withContainers, sortBy, sum } = options;
  const leading = [...(withNamespace ? ['NAMESPACE'] : []), ...(withContainers ? ['POD'] : [])];
  const sorted = pods
    .map((pod) => ({ pod, ...totalOf(pod.containers) }))
    .sort(
      (a, b) =>
        byUsage(sortBy)(a, b) ||
        (withNamespace ? byText(a.pod.namespace, b.pod.namespace) : 0) ||
        byText(a.pod.name, b.pod.name),
    );
  const rows = sorted.flatMap(({ pod, ...total }) => {
    const namespace = withNamespace ? [pod.namespace] : [];
    if (!withContainers) return [[...namespace, pod.name, ...cellsOf(total)]];
    return pod.containers
      .toSorted((a, b) => byUsage(sortBy)(a, b) || byText(a.name, b.name))
      .map((container) => [...namespace, pod.name, container.name, ...cellsOf(container)]);
  });
  // kubectl counts the columns as it prints their names.
  const indent = [...(headers ? leading : []), ''].map(() => '');
  const totals = cellsOf(totalOf(sorted));
  return layOut([
    ...(headers ? [[...leading, 'NAME', 'CPU(cores)', 'MEMORY(bytes)']] : []),
    ...rows,
    ...(sum
      ? [
          [...indent, RULE, RULE],
          [...indent, ...totals],
        ]
      : []),
  ]);
};

export interface NodeRow {
  readonly name: string;
  /** Undefined where nobody can tell. */
  readonly used: Amount | undefined;
  readonly capacity: Amount;
}

/** Whole percents of what there is, rounded down. */
const percent = (part: number, whole: number): string => `${Math.floor((part / whole) * 100)}%`;

export const nodeUsageTable = (nodes: readonly NodeRow[], headers: boolean, sortBy: UsageOrder): string => {
  const none = { cpu: 0, memory: 0 };
  const sorted = nodes.toSorted(
    (a, b) => byUsage(sortBy)(a.used ?? none, b.used ?? none) || byText(a.name, b.name),
  );
  const rows = sorted.map(({ name, used, capacity }) => {
    if (used === undefined) return [name, ...Array.from({ length: 4 }, () => '<unknown>')];
    const [cpu = '', memory = ''] = cellsOf(used);
    return [name, cpu, percent(used.cpu, capacity.cpu), memory, percent(used.memory, capacity.memory)];
  });
  return layOut([
    ...(headers ? [['NAME', 'CPU(cores)', 'CPU(%)', 'MEMORY(bytes)', 'MEMORY(%)']] : []),
    ...rows,
  ]);
};
