import type { NodeSelectorTerm } from '../../model/affinity.ts';
import { NODE_NAME } from '../../model/node.ts';
import { type Labels, meetsRequirement } from '../../model/selector.ts';
import type { PodSpec } from '../../model/workload.ts';

/** The only field that Kubernetes selects nodes by. */
const FIELDS: Labels = { 'metadata.name': NODE_NAME };

/** A term that asks for nothing selects nothing. */
const meetsTerm = ({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, labels: Labels): boolean =>
  matchExpressions.length + matchFields.length > 0 &&
  matchExpressions.every((expression) => meetsRequirement({ values: [], ...expression }, labels)) &&
  matchFields.every((field) => meetsRequirement({ values: [], ...field }, FIELDS));

/** Whether a pod may run on a node with these labels. */
export const acceptsNode = ({ nodeSelector = {}, affinity }: PodSpec, labels: Labels): boolean => {
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return (
    Object.entries(nodeSelector).every(([key, value]) => labels[key] === value) &&
    (required === undefined || (required.nodeSelectorTerms ?? []).some((term) => meetsTerm(term, labels)))
  );
};
