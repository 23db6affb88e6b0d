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

let proxy: RecordingProxy;

beforeAll(async () => {
  proxy = await startRecordingProxy();
  await berthOk(['apply', '-f', '-'], manifest(REPLICAS));
});
afterAll(async () => {
  proxy.close();
  await berthOk(['delete', 'namespace', namespace]);
});

const TRIES = 3;

/**
 * The calls of a command, where the one before has told what does not change: of some tries the one with the fewest,
 * for what earlier commands have left to be collected is not this command's work.
 */
const callsOf = async (args: readonly string[], input?: string): Promise<string[]> => {
  const tries: string[][] = [];
  await berthOk(args, input, { DOCKER_HOST: proxy.address });
  while (tries.length < TRIES) {
    proxy.take();
    await berthOk(args, input, { DOCKER_HOST: proxy.address });
    tries.push(proxy.take().filter((call) => call !== 'DELETE /volumes/…'));
  }
  const [fewest = []] = tries.sort((a, b) => a.length - b.length);
  return fewest.sort();
};

describe('of an engine that berth has met before', () => {
  test.each<[command: string, input: string | undefined, calls: string[]]>([
    ['version', undefined, ['GET /version']],
    ['get pods', undefined, ['GET /containers/json', 'GET /volumes', 'GET /volumes']],
    ['get deployments', undefined, ['GET /containers/json', 'GET /volumes', 'GET /volumes']],
    ['get configmaps', undefined, ['GET /volumes']],
    ['get namespaces', undefined, ['GET /containers/json', 'GET /volumes', 'GET /volumes']],
    [
      'apply -f -',
      manifest(REPLICAS),
      ['GET /containers/json', 'GET /volumes', 'GET /volumes', 'GET /volumes'],
    ],
    ['diff -f -', manifest(REPLICAS), ['GET /volumes']],
  ])('berth %s', async (command, input, calls) => {
    expect(await callsOf([...command.split(' '), '-n', namespace], input)).toEqual(calls);
  });
});
