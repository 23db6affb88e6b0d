/** The way from an object to one of its fields: names of fields and positions in lists. */
export type FieldPath = readonly (string | number)[];

const plainName = /^[A-Za-z_$][\w$-]*$/;

/** As Kubernetes writes paths: `spec.containers[0].image`, `metadata.labels[app.kubernetes.io/name]`. */
export const formatPath = (path: FieldPath): string => {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (!plainName.test(part)) text += `[${part}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
};
