import type { ObjectRef, Resource } from './resource.ts';

export interface IngressBackend {
  service?: { name: string; port?: { name?: string; number?: number } };
}

export interface IngressPath {
  path?: string;
  pathType?: 'Exact' | 'Prefix' | 'ImplementationSpecific';
  backend: IngressBackend;
}

export interface IngressTls {
  hosts?: string[];
  secretName?: string;
}

export interface IngressSpec {
  ingressClassName?: string;
  defaultBackend?: IngressBackend;
  rules?: { host?: string; http?: { paths?: IngressPath[] } }[];
  tls?: IngressTls[];
}

export interface Ingress extends Resource {
  kind: 'Ingress';
  spec: IngressSpec;
}

export const isIngress = (resource: Resource): resource is Ingress =>
  resource.kind === 'Ingress' && resource.apiVersion === 'networking.k8s.io/v1';

/** What the one proxy that serves all Ingresses is known by. No object has this name: those have a namespace. */
export const INGRESS_ENTRY: ObjectRef = { kind: 'Ingress', namespace: '', name: 'ingress' };
