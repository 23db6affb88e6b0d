import type { Ingress, IngressPath, IngressSpec } from '../../src/model/ingress.ts';

export const ingressOf = (spec: IngressSpec, name = 'shop', creationTimestamp = ''): Ingress => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'default', creationTimestamp },
  spec,
});

export const backendOf = (name: string, port: number | string = 80) => ({
  service: { name, port: typeof port === 'number' ? { number: port } : { name: port } },
});

/** `Prefix /a to web` */
export const pathTo = (text: string): IngressPath => {
  const [, pathType = '', path = '', name = ''] = /^(\w+) (\S+) to (\S+)$/.exec(text) ?? [];
  const type = pathType === 'Exact' ? 'Exact' : 'Prefix';
  return { path, pathType: type, backend: backendOf(name) };
};
