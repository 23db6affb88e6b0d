import { formatQuantity, parseQuantity } from '../../model/quantity.ts';
import type { Resource } from '../../model/resource.ts';
import { ageOf } from '../age.ts';
import { column, nameColumn, type KindTable } from '../table.ts';

interface MetricValue {
  readonly value?: string | number;
  readonly averageValue?: string | number;
  readonly averageUtilization?: number;
}

interface MetricSource {
  readonly name?: string;
  readonly target?: MetricValue;
  readonly current?: MetricValue;
}

/** One metric of a spec or a status; its source is in the field that its type names. */
interface MetricView {
  readonly type: string;
  readonly external?: MetricSource;
  readonly pods?: MetricSource;
  readonly object?: MetricSource;
  readonly resource?: MetricSource;
  readonly containerResource?: MetricSource;
}

interface AutoscalerView extends Resource {
  readonly spec?: {
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly metrics?: readonly MetricView[];
    readonly minReplicas?: number | null;
    readonly maxReplicas?: number;
  };
  readonly status?: {
    readonly currentMetrics?: readonly MetricView[] | null;
    readonly currentReplicas?: number;
  };
}

const UNKNOWN = '<unknown>';
const SHOWN = 2;

const amount = (value: string | number | undefined, missing: string): string => {
  if (value === undefined) return missing;
  const quantity = parseQuantity(String(value));
  return quantity === undefined ? String(value) : formatQuantity(quantity);
};

const percent = (value: number | undefined, missing: string): string =>
  value === undefined ? missing : `${value}%`;

const sourceOf = (metric: MetricView | undefined): MetricSource | undefined =>
  metric?.external ?? metric?.pods ?? metric?.object ?? metric?.resource ?? metric?.containerResource;

const metricText = (spec: MetricView, status: MetricView | undefined): string => {
  const { name = '', target = {} } = sourceOf(spec) ?? {};
  const current = status?.type === spec.type ? sourceOf(status)?.current : undefined;
  const average = `${amount(current?.averageValue, UNKNOWN)}/${amount(target.averageValue, '0')}`;
  switch (spec.type) {
    case 'Pods':
      return average;
    case 'External':
    case 'Object':
      if (target.averageValue !== undefined) return `${average} (avg)`;
      return `${current === undefined ? UNKNOWN : amount(current.value, '0')}/${amount(target.value, '0')}`;
    case 'Resource':
    case 'ContainerResource':
      if (target.averageValue !== undefined) return `${name}: ${average}`;
      return `${name}: ${percent(current?.averageUtilization, UNKNOWN)}/${percent(target.averageUtilization, '<auto>')}`;
    default:
      return '<unknown type>';
  }
};

const targets = ({ spec, status }: AutoscalerView): string => {
  const metrics = spec?.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const texts = metrics.map((metric, index) => metricText(metric, status?.currentMetrics?.[index]));
  const shown = texts.slice(0, SHOWN).join(', ');
  return texts.length > SHOWN ? `${shown} + ${texts.length - SHOWN} more...` : shown;
};

export const autoscalerTable: KindTable = {
  columns: [
    nameColumn,
    column('Reference'),
    column('Targets'),
    column('MinPods'),
    column('MaxPods'),
    column('Replicas'),
    column('Age'),
  ],
  row: (autoscaler: AutoscalerView, now) => {
    const { metadata, spec, status } = autoscaler;
    return [
      metadata.name,
      `${spec?.scaleTargetRef?.kind ?? ''}/${spec?.scaleTargetRef?.name ?? ''}`,
      targets(autoscaler),
      spec?.minReplicas ?? '<unset>',
      spec?.maxReplicas ?? 0,
      status?.currentReplicas ?? 0,
      ageOf(metadata.creationTimestamp, now),
    ];
  },
};
