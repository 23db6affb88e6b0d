// Validates and merges a stream of many Deployments, as apply does where every one has changed.
import { threeWayMerge } from '../../src/manifest/merge/three-way.ts';
import { parseManifests } from '../../src/manifest/parse.ts';
import { validate } from '../../src/manifest/validate.ts';

const documentOf = (index, image) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${index}
  namespace: team-${index % 20}
  labels: { app: app-${index}, tier: front }
spec:
  replicas: 3
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata: { labels: { app: app-${index} } }
    spec:
      containers:
      - name: web
        image: ${image}
        ports: [{ name: http, containerPort: 8080 }]
        env:
        - { name: GREETING, value: hello }
        - { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
        resources: { limits: { cpu: 500m, memory: 128Mi }, requests: { cpu: 100m, memory: 64Mi } }
        readinessProbe: { httpGet: { path: /healthz, port: http }, periodSeconds: 5 }
`;

const streamOf = (count, image) =>
  Array.from({ length: count }, (_, index) => documentOf(index, image)).join('---\n');

const read = (count, image) => parseManifests([{ file: 'all.yaml', text: streamOf(count, image) }]).documents;

export const prepareDocuments = (count) => {
  const live = read(count, 'web:1').map(({ resource }) => resource);
  const documents = read(count, 'web:2');
  return () => {
    const problems = validate(documents, { level: 'strict', ignoreUnknownKinds: false });
    if (problems.length > 0) throw new Error(problems[0].message);
    const merged = documents.map(({ resource }, index) =>
      threeWayMerge(resource, live[index], live[index], resource),
    );
    return `${merged.length} merged`;
  };
};
