// How long an application of twelve Deployments with a Service each takes until it is ready, and one Service of it.
import { berth, command } from './measure.mjs';
import { composeMissing, runCompose } from './compose.mjs';

const COUNT = 12;
const IMAGE = 'nginx:1.27-alpine';
const NAMESPACE = 'berth-bench-twelve';
const names = Array.from({ length: COUNT }, (_, index) => `app-${index}`);

/** @param {string} name */
const serviceOf = (name) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${NAMESPACE} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80 }] }
`;

/** @param {string} name */
const deploymentOf = (name) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${NAMESPACE} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { terminationGracePeriodSeconds: 1, containers: [{ name: web, image: '${IMAGE}' }] }
`;

const namespace = `
apiVersion: v1
kind: Namespace
metadata: { name: ${NAMESPACE} }
`;

const manifest = [namespace, ...names.flatMap((name) => [deploymentOf(name), serviceOf(name)])].join('---');

const composeFile = `
services:
${names.map((name) => `  ${name}: { image: '${IMAGE}', stop_grace_period: 1s }`).join('\n')}
`;

/** @type {import('./measure.mjs').Measurement} */
export const twelveServices = {
  title: `apply of ${COUNT} Deployments with ${COUNT} Services`,
  runs: 3,
  contenders: [
    {
      name: 'berth apply',
      run: berth(['apply', '-f', '-'], manifest),
      after: berth(['delete', '-f', '-'], manifest),
    },
    {
      name: 'compose up',
      missing: composeMissing,
      run: runCompose(['up', '-d', '--wait'], composeFile),
      after: runCompose(['down'], composeFile),
    },
  ],
};

const [ONE = ''] = names;
const CONTAINER = 'berth-bench-container';

/** @type {import('./measure.mjs').Measurement} */
export const oneService = {
  title: 'apply of one Service to pods that are there',
  runs: 5,
  before: berth(['apply', '-f', '-'], [namespace, deploymentOf(ONE)].join('---')),
  after: berth(['delete', 'namespace', NAMESPACE]),
  contenders: [
    {
      name: 'berth apply',
      run: berth(['apply', '-f', '-'], serviceOf(ONE)),
      after: berth(['delete', '-f', '-'], serviceOf(ONE)),
    },
    {
      name: 'docker run',
      run: command('docker', ['run', '--detach', '--name', CONTAINER, IMAGE]),
      after: command('docker', ['rm', '--force', CONTAINER]),
    },
  ],
};
