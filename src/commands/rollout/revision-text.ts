import { CHANGE_CAUSE, POD_TEMPLATE_HASH } from '../../model/labels.ts';
import type { Revision } from '../../model/revision.ts';
import { podTemplateText } from '../../output/describe/pod-template.ts';

/** The template of a revision as its pods carry it, with the cause that it was given. */
export const revisionText = ({ template, hash, changeCause }: Revision): string => {
  const { metadata = {}, spec } = template;
  const cause = changeCause === undefined ? {} : { [CHANGE_CAUSE]: changeCause };
  return podTemplateText({
    metadata: {
      labels: { ...metadata.labels, [POD_TEMPLATE_HASH]: hash },
      annotations: { ...metadata.annotations, ...cause },
    },
    spec,
  });
};
