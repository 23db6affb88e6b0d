import { formatQuantity, parseQuantity } from '../../model/quantity.ts';
import type { Resource } from '../../model/resource.ts';
import type { LabelSelector } from '../../model/selector.ts';
import { ageOf } from '../age.ts';
import { formatSelector } from '../format-labels.ts';
import { sortedFields } from '../json.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

interface DisruptionBudgetView extends Resource {
  readonly spec?: { readonly minAvailable?: string | number; readonly maxUnavailable?: string | number };
  readonly status?: { readonly disruptionsAllowed?: number };
}

interface NetworkPolicyView extends Resource {
  readonly spec?: { readonly podSelector?: LabelSelector };
}

interface ResourceQuotaView extends Resource {
  readonly status?: {
    readonly hard?: Readonly<Record<string, string | number>>;
    readonly used?: Readonly<Record<string, string | number>>;
  };
}

export const disruptionBudgetTable: KindTable = {
  columns: [
    nameColumn,
    column('Min Available'),
    column('Max Unavailable'),
    column('Allowed Disruptions'),
    column('Age'),
  ],
  row: ({ metadata, spec, status }: DisruptionBudgetView, now) => [
    metadata.name,
    spec?.minAvailable ?? 'N/A',
    spec?.maxUnavailable ?? 'N/A',
    status?.disruptionsAllowed ?? 0,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const networkPolicyTable: KindTable = {
  columns: [nameColumn, column('Pod-Selector'), column('Age')],
  row: ({ metadata, spec }: NetworkPolicyView, now) => [
    metadata.name,
    formatSelector(spec?.podSelector),
    ageOf(metadata.creationTimestamp, now),
  ],
};

const amount = (value: unknown): string => {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '0';
  const quantity = parseQuantity(text);
  return quantity === undefined ? text : formatQuantity(quantity);
};

const quotaText = ({ status }: ResourceQuotaView, isLimit: boolean): string =>
  sortedFields(status?.hard ?? {})
    .filter(([name]) => name.startsWith('limits.') === isLimit)
    .map(([name, hard]) => `${name}: ${amount(status?.used?.[name])}/${amount(hard)}`)
    .join(', ');

export const resourceQuotaTable: KindTable = {
  columns: [nameColumn, column('Request'), column('Limit'), column('Age')],
  row: (quota: ResourceQuotaView, now) => [
    quota.metadata.name,
    quotaText(quota, false),
    quotaText(quota, true),
    ageOf(quota.metadata.creationTimestamp, now),
  ],
};
