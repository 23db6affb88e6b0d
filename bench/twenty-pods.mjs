// Twenty pods in a namespace of their own, which all measurements use.
export const NAMESPACE = 'berth-bench';
export const REPLICAS = 20;
export const IMAGE = 'nginx:1.27-alpine';

/** `release` is what changes from one template to the next. */
export const manifestOf = (release) => `
apiVersion: v1
kind: Namespace
metadata: { name: ${NAMESPACE} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: ${NAMESPACE} }
spec:
  replicas: ${REPLICAS}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      terminationGracePeriodSeconds: 1
      containers: [{ name: web, image: '${IMAGE}', env: [{ name: RELEASE, value: '${release}' }] }]
`;

export const manifest = manifestOf('1');

/** The same for compose. */
export const composeFileOf = (release) => `
services:
  web:
    image: ${IMAGE}
    stop_grace_period: 1s
    environment: { RELEASE: '${release}' }
    deploy: { replicas: ${REPLICAS} }
`;

export const composeFile = composeFileOf('1');
