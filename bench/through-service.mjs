// Three web servers behind a Service, against ways to the same servers that have nothing in between or less.
import { berth, command, read } from './measure.mjs';
import { composeMissing, runCompose } from './compose.mjs';
import { load } from './load.mjs';

const NAMESPACE = 'berth-bench-service';
const IMAGE = 'nginx:1.27-alpine';
const PUBLISHED = 'berth-bench-published';
const SERVICE_PORT = 61_801;
const PUBLISHED_PORT = 61_802;

const manifest = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: web, image: '${IMAGE}' }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: LoadBalancer
  selector: { app: web }
  ports: [{ name: http, port: ${SERVICE_PORT}, targetPort: 80 }]
`;

const composeFile = `
services:
  web: { image: '${IMAGE}', stop_grace_period: 1s, deploy: { replicas: 3 } }
`;

/** @param {string} filter */
const addresses = (filter) => {
  const ids = read('docker', ['ps', '--quiet', '--filter', filter]).split('\n').filter(Boolean);
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  return read('docker', ['inspect', '--format', format, ...ids])
    .split('\n')
    .filter(Boolean);
};

const urls = {
  service: () => [`http://127.0.0.1:${SERVICE_PORT}/`],
  pod: () =>
    addresses(`label=io.kubernetes.pod.namespace=${NAMESPACE}`)
      .map((ip) => `http://${ip}/`)
      .slice(0, 1),
  published: () => [`http://127.0.0.1:${PUBLISHED_PORT}/`],
  compose: () =>
    addresses('label=com.docker.compose.project=berth-bench-compose').map((ip) => `http://${ip}/`),
};

/** @param {'perSecond' | 'p99'} figure */
const contenders = (figure) => {
  /** @param {keyof typeof urls} way */
  const run = (way) => async () => ({ time: (await load(urls[way]()))[figure] });
  return [
    { name: 'Service', run: run('service') },
    { name: 'the pod itself', run: run('pod') },
    { name: 'docker run -p', run: run('published') },
    { name: 'compose, by DNS', run: run('compose'), missing: composeMissing },
  ];
};

const servers = {
  before: () => {
    berth(['apply', '-n', NAMESPACE, '-f', '-'], manifest)();
    const ports = `127.0.0.1:${PUBLISHED_PORT}:80`;
    command('docker', ['run', '--detach', '--name', PUBLISHED, '--publish', ports, IMAGE])();
    if (composeMissing() === undefined) runCompose(['up', '-d', '--wait'], composeFile)();
  },
  after: () => {
    berth(['delete', 'namespace', NAMESPACE])();
    command('docker', ['rm', '--force', PUBLISHED])();
    if (composeMissing() === undefined) runCompose(['down'], composeFile)();
  },
};

/** @type {import('./measure.mjs').Measurement} */
export const requestRate = {
  title: 'requests per second through a Service',
  unit: '/s',
  runs: 5,
  ...servers,
  contenders: contenders('perSecond'),
};

/** @type {import('./measure.mjs').Measurement} */
export const requestTail = {
  title: 'slowest of a hundred requests through a Service',
  runs: 5,
  ...servers,
  contenders: contenders('p99'),
};

/**
 * What its processes have in memory. Engines without a count of their own can tell that as well.
 * @param {string} filter
 */
const memoryOf = (filter) => {
  const [id = ''] = read('docker', ['ps', '--quiet', '--filter', filter]).split('\n');
  const [, ...processes] = read('docker', ['top', id, '-eo', 'pid,rss']).trim().split('\n');
  const kibibytes = processes.map((line) => Number(line.trim().split(/ +/)[1]));
  return { time: kibibytes.reduce((sum, each) => sum + each, 0) / 1_024 };
};

/** @type {import('./measure.mjs').Measurement} */
export const proxyMemory = {
  title: 'memory of a Service of three pods',
  unit: ' MiB',
  runs: 3,
  ...servers,
  contenders: [
    { name: 'its proxy', run: () => memoryOf(`label=berth.dev/service=${NAMESPACE}/web`) },
    { name: 'docker run -p', run: () => memoryOf(`name=${PUBLISHED}`) },
  ],
};
