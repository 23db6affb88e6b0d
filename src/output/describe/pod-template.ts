import type { Volume } from '../../model/volume.ts';
import type { Container, PodTemplate } from '../../model/workload.ts';
import { containerLines } from './container.ts';
import { annotationEntries, labelEntries, listing, optionalEntry } from './lines.ts';
import { isShown, spreadLines, tolerationEntries } from './placement.ts';
import { volumeLines } from './volume.ts';

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

const podTemplateLines = ({ metadata = {}, spec }: PodTemplate): string[] => {
  const shown = isShown(spec) ? spec : { containers: [] };
  const annotations = annotationEntries(metadata.annotations);
  return [
    'Pod Template:',
    ...listing('  Labels', labelEntries(metadata.labels)),
    ...(annotations.length === 0 ? [] : listing('  Annotations', annotations)),
    ...optionalEntry('  Service Account', shown.serviceAccountName),
    ...containersLines('Init Containers', shown.initContainers),
    ...containersLines('Containers', shown.containers),
    ...volumesLines(shown.volumes),
    ...spreadLines('  Topology Spread Constraints', shown.topologySpreadConstraints),
    ...optionalEntry('  Priority Class Name', shown.priorityClassName),
    ...listing('  Node-Selectors', labelEntries(shown.nodeSelector)),
    ...listing('  Tolerations', tolerationEntries(shown.tolerations)),
  ];
};

/** Of what may have none. */
export const templateLines = (template: PodTemplate | undefined): string[] =>
  template === undefined ? ['Pod Template:', '  <unset>'] : podTemplateLines(template);

/** A pod template as `rollout history --revision` shows it: kubectl leaves the tabs in. */
export const podTemplateText = (template: PodTemplate): string =>
  podTemplateLines(template)
    .map((line) => `${line}\n`)
    .join('');
