import type { Volume } from '../../model/volume.ts';
import type { Container, PodSpec, PodTemplate } from '../../model/workload.ts';
import { containerLines } from './container.ts';
import { annotationEntries, labelEntries, listing } from './lines.ts';
import { volumeLines } from './volume.ts';

/** The fields of a pod that are shown. */
interface ShownSpec extends PodSpec {
  priorityClassName?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: Toleration[];
}

interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

/** What the fields may hold was checked when the manifest was read. */
const isShown = (spec: object): spec is ShownSpec => 'containers' in spec;

const tolerationText = ({ key = '', operator, value = '', effect = '', tolerationSeconds }: Toleration) => {
  const what = `${key}${value === '' ? '' : `=${value}`}${effect === '' ? '' : `:${effect}`}`;
  const exists = operator === 'Exists' && value === '' ? `${what === '' ? '' : ' '}op=Exists` : '';
  return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`;
};

const named = (name: string, lines: readonly string[]): string[] => [
  `   ${name}:`,
  ...lines.map((line) => `    ${line}`),
];

const containersLines = (title: string, containers: readonly Container[] = []): string[] =>
  containers.length === 0
    ? []
    : [`  ${title}:`, ...containers.flatMap((one) => named(one.name, containerLines(one)))];

const volumesLines = (volumes: readonly Volume[] = []): string[] =>
  volumes.length === 0
    ? ['  Volumes:\t<none>']
    : ['  Volumes:', ...volumes.flatMap((volume) => named(volume.name, volumeLines(volume)))];

const optionalLine = (title: string, value = ''): string[] => (value === '' ? [] : [`${title}:\t${value}`]);

/** A pod template as `rollout history --revision` shows it: kubectl leaves the tabs in. */
export const podTemplateText = ({ metadata = {}, spec }: PodTemplate): string => {
  const shown = isShown(spec) ? spec : { containers: [] };
  const annotations = annotationEntries(metadata.annotations);
  const lines = [
    'Pod Template:',
    ...listing('  Labels', labelEntries(metadata.labels)),
    ...(annotations.length === 0 ? [] : listing('  Annotations', annotations)),
    ...optionalLine('  Service Account', shown.serviceAccountName),
    ...containersLines('Init Containers', shown.initContainers),
    ...containersLines('Containers', shown.containers),
    ...volumesLines(shown.volumes),
    ...optionalLine('  Priority Class Name', shown.priorityClassName),
    ...listing('  Node-Selectors', labelEntries(shown.nodeSelector)),
    ...listing('  Tolerations', (shown.tolerations ?? []).map(tolerationText)),
  ];
  return lines.map((line) => `${line}\n`).join('');
};
