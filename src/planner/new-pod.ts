import { uuidOf } from '../model/hash.ts';
import { POD_TEMPLATE_HASH } from '../model/labels.ts';
import type { NewPod } from '../model/pod.ts';
import { refKey } from '../model/resource.ts';
import type { ObjectRef } from '../model/resource.ts';
import type { Revision } from '../model/revision.ts';

export const newPod = (owner: ObjectRef, revision: Revision, name: string, now: number): NewPod => {
  const { metadata, spec } = revision.template;
  return {
    namespace: owner.namespace,
    name,
    uid: uuidOf(`${refKey(owner)} ${name} ${now}`),
    labels: { ...metadata?.labels, [POD_TEMPLATE_HASH]: revision.hash },
    annotations: { ...metadata?.annotations },
    owner,
    hash: revision.hash,
    spec,
  };
};
