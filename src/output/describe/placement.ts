import type { TopologySpreadConstraint } from '../../model/affinity.ts';
import type { PodSpec, ResourceRequirements } from '../../model/workload.ts';
import { compareText } from '../code-points.ts';
import { formatSelector } from '../format-labels.ts';

/** Where a pod may run. */

/** The fields of a pod that are shown, beside those that berth acts on. */
export interface ShownSpec extends PodSpec {
  resources?: ResourceRequirements;
  priority?: number;
  priorityClassName?: string;
  runtimeClassName?: string;
  nodeName?: string;
  tolerations?: Toleration[];
  readinessGates?: { conditionType: string }[];
}

interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** What the fields may hold was checked when the manifest was read. */
export const isShown = (spec: object): spec is ShownSpec => 'containers' in spec;

const tolerationText = ({ key = '', operator, value = '', effect = '', tolerationSeconds }: Toleration) => {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const exists = operator === 'Exists' && value === '' ? `${what === '' ? '' : ' '}op=Exists` : '';
  return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
};

export const tolerationEntries = (tolerations: readonly Toleration[] = []): string[] =>
  tolerations.toSorted((a, b) => compareText(a.key ?? '', b.key ?? '')).map(tolerationText);

export const spreadLines = (title: string, constraints: readonly TopologySpreadConstraint[] = []): string[] =>
  constraints
    .toSorted((a, b) => compareText(a.topologyKey, b.topologyKey))
    .map(({ topologyKey, whenUnsatisfiable, maxSkew, labelSelector }, index) => {
      const selector = labelSelector === undefined ? '' : ` for selector ${formatSelector(labelSelector)}`;
      const text = `${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`;
      return `${index === 0 ? `${title}:` : ''}\t${text}`;
    });
