import type { Resource } from '../../model/resource.ts';
import { amountText } from '../tables/storage.ts';
import type { Description } from './description.ts';
import { eventLines } from './events.ts';
import { entry, indented } from './lines.ts';
import { mailTime } from './time.ts';
import { metadataLines, nameLines } from './metadata.ts';

interface Amount {
  readonly value?: string;
  readonly averageValue?: string;
  readonly averageUtilization?: number;
}

interface Metric {
  readonly metric?: { readonly name?: string };
  readonly name?: string;
  readonly container?: string;
  readonly describedObject?: { readonly kind?: string; readonly name?: string };
  readonly target?: Amount & { readonly type?: string };
  readonly current?: Amount;
}

interface Metrics {
  readonly type?: string;
  readonly resource?: Metric;
  readonly containerResource?: Metric;
  readonly pods?: Metric;
  readonly object?: Metric;
  readonly external?: Metric;
}

interface ScalingRules {
  readonly stabilizationWindowSeconds?: number;
  readonly selectPolicy?: string;
  readonly policies?: readonly {
    readonly type?: string;
    readonly value?: number;
    readonly periodSeconds?: number;
  }[];
}

interface AutoscalerView extends Resource {
  readonly spec?: {
    readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly metrics?: readonly Metrics[];
    readonly behavior?: { readonly scaleUp?: ScalingRules; readonly scaleDown?: ScalingRules };
  };
  readonly status?: {
    readonly currentReplicas?: number;
    readonly desiredReplicas?: number;
    readonly currentMetrics?: readonly Metrics[];
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

const UNKNOWN = '<unknown>';

const amountOr = (amount: string | undefined, otherwise: string): string =>
  amount === undefined ? otherwise : amountText(amount);

/** `"name" (target average value):\t5 / 10`. */
const valueLine = (
  title: string,
  { target = {} }: Metric,
  current: Amount | undefined,
  isAverage: boolean,
): string => {
  const field = isAverage ? 'averageValue' : 'value';
  const kind = isAverage ? 'target average value' : 'target value';
  const now = current === undefined ? UNKNOWN : amountText(current[field]);
  return `${title} (${kind}):\t${now} / ${amountText(target[field])}`;
};

const usageLine = (title: string, { target = {} }: Metric, current: Amount | undefined): string => {
  if (target.averageValue !== undefined) {
    return `${title}:\t${amountOr(current?.averageValue, current === undefined ? UNKNOWN : '0')} / ${amountText(target.averageValue)}`;
  }
  const { averageUtilization, averageValue } = current ?? {};
  const now =
    averageUtilization === undefined ? UNKNOWN : `${averageUtilization}% (${amountText(averageValue)})`;
  const wanted = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  return `${title}  (as a percentage of request):\t${now} / ${wanted}`;
};

const metricLine = (metric: Metrics, current: Metrics | undefined): string => {
  const { type, resource, containerResource, pods, object, external } = metric;
  if (type === 'External' && external !== undefined) {
    const title = JSON.stringify(external.metric?.name ?? '');
    const isAverage = external.target?.averageValue !== undefined;
    return valueLine(title, external, current?.external?.current, isAverage);
  }
  if (type === 'Pods' && pods !== undefined) {
    const now = current?.pods === undefined ? UNKNOWN : amountText(current.pods.current?.averageValue);
    return `${JSON.stringify(pods.metric?.name ?? '')} on pods:\t${now} / ${amountText(pods.target?.averageValue)}`;
  }
  if (type === 'Object' && object !== undefined) {
    const { kind = '', name = '' } = object.describedObject ?? {};
    const title = `"${object.metric?.name ?? ''}" on ${kind}/${name}`;
    return valueLine(title, object, current?.object?.current, object.target?.type === 'AverageValue');
  }
  if (type === 'Resource' && resource !== undefined) {
    return usageLine(`resource ${resource.name ?? ''} on pods`, resource, current?.resource?.current);
  }
  if (type === 'ContainerResource' && containerResource !== undefined) {
    const { name = '', container = '' } = containerResource;
    const title = `resource ${name} of container "${container}" on pods`;
    return usageLine(title, containerResource, current?.containerResource?.current);
  }
  return `<unknown metric type ${JSON.stringify(type ?? '')}>`;
};

const rulesLines = (title: string, rules: ScalingRules | undefined): string[] => {
  if (rules === undefined) return [];
  const { stabilizationWindowSeconds: window, selectPolicy = 'Max', policies = [] } = rules;
  return [
    `${title}:`,
    ...indented([
      ...(window === undefined ? [] : [`Stabilization Window: ${window} seconds`]),
      ...(policies.length === 0
        ? []
        : [
            `Select Policy: ${selectPolicy}`,
            'Policies:',
            ...policies.map(
              ({ type = '', value = 0, periodSeconds = 0 }) =>
                `  - Type: ${type}\tValue: ${value}\tPeriod: ${periodSeconds} seconds`,
            ),
          ]),
    ]),
  ];
};

export const autoscalerDescription: Description = {
  lines: (autoscaler: AutoscalerView, { now, events }) => {
    const { metadata, spec = {}, status = {} } = autoscaler;
    const { kind = '', name = '' } = spec.scaleTargetRef ?? {};
    const { conditions = [] } = status;
    return [
      ...nameLines(autoscaler),
      ...metadataLines(autoscaler),
      entry('CreationTimestamp', mailTime(metadata.creationTimestamp)),
      entry('Reference', `${kind}/${name}`),
      entry('Metrics', '( current / target )'),
      ...indented(
        (spec.metrics ?? []).map((metric, index) => metricLine(metric, status.currentMetrics?.[index])),
      ),
      entry('Min replicas', spec.minReplicas ?? '<unset>'),
      entry('Max replicas', spec.maxReplicas ?? 0),
      ...(spec.behavior === undefined
        ? []
        : [
            'Behavior:',
            ...indented([
              ...rulesLines('Scale Up', spec.behavior.scaleUp),
              ...rulesLines('Scale Down', spec.behavior.scaleDown),
            ]),
          ]),
      entry(
        `${kind} pods`,
        `${status.currentReplicas ?? 0} current / ${status.desiredReplicas ?? 0} desired`,
      ),
      ...(conditions.length === 0
        ? []
        : [
            'Conditions:',
            ...indented([
              'Type\tStatus\tReason\tMessage',
              '----\t------\t------\t-------',
              ...conditions.map((each) =>
                [each.type, each.status, each.reason ?? '', each.message ?? ''].join('\t'),
              ),
            ]),
          ]),
      ...eventLines(events, now),
    ];
  },
};
