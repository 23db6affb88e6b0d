// Twenty pods in a namespace of their own, which all measurements use.
export const NAMESPACE = 'berth-bench';
export const REPLICAS = 20;
export const IMAGE = 'nginx:1.27-alpine';

export const manifest = `
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
      containers: [{ name: web, image: '${IMAGE}' }]
`;
