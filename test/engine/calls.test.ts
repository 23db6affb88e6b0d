import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { berthOk, uniqueNamespace } from './berth.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';

/** How often a command asks the engine. Each call is a way there and back, and the engine's own work. */

const IMAGE = 'busybox:musl';
const REPLICAS = 20;
const namespace = uniqueNamespace();

const manifest = (replicas: number, greeting = 'hello'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ${namespace}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 0
      containers:
      - {name: web, image: ${IMAGE}, command: [sleep, infinity], env: [{name: GREETING, value: ${greeting}}]}
`;

const PODS = 'GET /containers/json managed';
const NOTES = 'GET /volumes pod-note';
const RECORDS = 'GET /volumes record-kind';
/** Both of them at once. */
const NOTES_AND_RECORDS = 'GET /volumes managed';

let proxy: RecordingProxy;

beforeAll(async () => {
  proxy = await startRecordingProxy();
  await berthOk(['apply', '-f', '-'], manifest(REPLICAS));
});
afterAll(async () => {
  proxy.close();
  await berthOk(['delete', 'namespace', namespace]);
});

/**
 * What is asked for the sake of objects that others have deleted: their records go when they are ten minutes old, and
 * the volumes of deleted claims are looked for until then.
 */
const OF_THE_DELETED = ['DELETE /volumes/…', 'GET /volumes claim'];

/** The calls of a command, where the one before has told what does not change. */
const callsOf = async (args: readonly string[], input?: string): Promise<string[]> => {
  await berthOk(args, input, { DOCKER_HOST: proxy.address });
  proxy.take();
  await berthOk(args, input, { DOCKER_HOST: proxy.address });
  return proxy
    .take()
    .filter((call) => !OF_THE_DELETED.includes(call))
    .sort();
};

describe('of an engine that berth has met before', () => {
  test.each<[command: string, input: string | undefined, calls: string[]]>([
    ['version', undefined, ['GET /version']],
    ['get pods', undefined, [PODS, NOTES_AND_RECORDS]],
    ['get deployments', undefined, [PODS, NOTES_AND_RECORDS]],
    ['get configmaps', undefined, [RECORDS]],
    ['get namespaces', undefined, [PODS, NOTES_AND_RECORDS]],
    ['apply -f -', manifest(REPLICAS), [PODS, NOTES, RECORDS, RECORDS]],
    ['diff -f -', manifest(REPLICAS), [RECORDS]],
  ])('berth %s', async (command, input, calls) => {
    expect(await callsOf([...command.split(' '), '-n', namespace], input)).toEqual(calls);
  });
});
