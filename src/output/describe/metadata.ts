import type { Resource } from '../../model/resource.ts';
import { annotationEntries, entry, labelEntries, listing } from './lines.ts';

export const nameLines = ({ metadata }: Resource): string[] => [
  entry('Name', metadata.name),
  entry('Namespace', metadata.namespace ?? ''),
];

export const metadataLines = ({ metadata }: Resource): string[] => [
  ...listing('Labels', labelEntries(metadata.labels)),
  ...listing('Annotations', annotationEntries(metadata.annotations)),
];
