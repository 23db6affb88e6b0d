import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../../src/model/pod.ts';
import type { ObservedProxy } from '../../../../src/model/proxy.ts';
import { refOf } from '../../../../src/model/resource.ts';
import type { Service } from '../../../../src/model/service.ts';
import type { DesiredService, DesiredState, ImageFact } from '../../../../src/model/state.ts';
import { stepText } from '../../../../src/model/step.ts';
import { planNext } from '../../../../src/planner/plan-next.ts';
import { serviceStatus } from '../../../../src/planner/proxy/service-status.ts';
import { trafficOf } from '../../../../src/planner/proxy/traffic.ts';
import { replicaBounds } from '../../../../src/model/replica-bounds.ts';
import { forAll } from '../../../support/random.ts';
import { serviceOf } from '../../../support/services.ts';
import { NOON, podOf, revisionsOf, templateOf, workloadOf } from '../../../support/workloads.ts';
import { simulate } from '../simulation.ts';

const revisions = revisionsOf(templateOf('web:1'), templateOf('web:2'));
const [before, after] = revisions;
if (before === undefined || after === undefined) throw new Error('two templates make two revisions');

const podAt = (name: string, host: number, of = before, pod: Partial<ObservedPod> = {}): ObservedPod =>
  podOf(name, of, { labels: { app: 'web' }, ip: `10.0.0.${host}`, ...pod });

const desiredService = (service: Service, deleted = false): DesiredService => ({
  ref: refOf(service),
  resource: service,
  deleted,
});

const web = desiredService(serviceOf());

/** A proxy that is as `desired` and these pods want it. */
const proxyFor = (pods: ObservedPod[], proxy: Partial<ObservedProxy> = {}, service = web): ObservedProxy => {
  const [traffic] = trafficOf({ workloads: [], services: [service] }, { pods, images: new Map() }).services;
  const { image = '', hostPorts = [], configuration } = traffic?.wanted ?? {};
  return {
    id: 'proxy-1',
    service: service.ref,
    image,
    state: 'running',
    hostPorts,
    hostAddress: '127.0.0.1',
    refused: [],
    configuration: configuration?.hash ?? '',
    ...proxy,
  };
};

const planText = (
  desired: Partial<DesiredState>,
  pods: ObservedPod[],
  proxies: ObservedProxy[],
  images: Record<string, ImageFact> = {},
): string[] =>
  planNext(
    { workloads: [], ...desired },
    { pods, proxies, images: new Map(Object.entries(images)) },
    NOON,
  ).map(({ step }) => stepText(step).replace(/^(createPod \S+?)-b\w{9}-\w{5}:/, '$1:'));

describe('the proxy of a Service', () => {
  test('is made where there is none', () => {
    expect(planText({ services: [web] }, [], [])).toEqual(['createProxy default/web: there is none yet']);
  });

  test('is left alone while it is as it should be', () => {
    const pods = [podAt('a', 1)];
    expect(planText({ services: [web] }, pods, [proxyFor(pods)])).toEqual([]);
  });

  test('is told when its endpoints change', () => {
    const pods = [podAt('a', 1)];
    expect(planText({ services: [web] }, [...pods, podAt('b', 2)], [proxyFor(pods)])).toEqual([
      'configureProxy default/web: its endpoints changed',
    ]);
  });

  test.each<[string, Partial<ObservedProxy>, string]>([
    ['has stopped', { state: 'stopped' }, 'it has stopped'],
    ['has another image', { image: 'haproxy:3.1' }, 'the image is to be haproxy:3.2-alpine'],
    [
      'publishes other ports',
      { hostPorts: [{ port: 80, hostPort: 80 }] },
      'other ports of the host are wanted',
    ],
  ])('is made anew when it %s', (_, proxy, reason) => {
    expect(planText({ services: [web] }, [], [proxyFor([], proxy)])).toEqual([
      `removeProxy default/web: ${reason}`,
    ]);
  });

  test('goes with its Service', () => {
    const services = [desiredService(web.resource, true)];
    expect(planText({ services }, [], [proxyFor([])])).toEqual([
      'removeProxy default/web: it is needed no more',
    ]);
  });

  test('of a Service that nobody knows is left alone: its record may have got lost', () => {
    expect(planText({ services: [] }, [], [proxyFor([])])).toEqual([]);
  });

  test.each<[string, Service]>([
    ['headless', serviceOf({ clusterIP: 'None' })],
    ['for UDP only', serviceOf({ ports: [{ port: 53, protocol: 'UDP' }] })],
  ])('is not made for a Service that is %s', (_, service) => {
    expect(planText({ services: [desiredService(service)] }, [], [])).toEqual([]);
  });

  test('has its image pulled once, however many Services want one', () => {
    const services = [web, desiredService(serviceOf({}, 'db'))];
    const images = { 'haproxy:3.2-alpine': { state: 'missing' } } as const;
    expect(planText({ services }, [], [], images)).toEqual([
      'pullImage haproxy:3.2-alpine: the image is not there yet',
    ]);
  });

  test('publishes the ports of NodePort and LoadBalancer Services', () => {
    const service = serviceOf({ type: 'LoadBalancer', ports: [{ port: 80, nodePort: 30_080 }] });
    const [traffic] = trafficOf(
      { workloads: [], services: [desiredService(service)] },
      { pods: [], images: new Map() },
    ).services;
    expect(traffic?.wanted?.hostPorts).toEqual([
      { port: 80, hostPort: 80 },
      { port: 80, hostPort: 30_080 },
    ]);
  });
});

describe('a Service that someone waits for', () => {
  const status = (proxies: ObservedProxy[], images: Record<string, ImageFact> = {}) =>
    serviceStatus(
      web.ref,
      { workloads: [], services: [web] },
      { pods: [], proxies, images: new Map(Object.entries(images)) },
      NOON,
    );

  test('is done when its proxy serves what it should', () => {
    expect(status([])).toEqual({ done: false, message: '' });
    expect(status([proxyFor([])])).toEqual({ done: true, message: '' });
    expect(status([proxyFor([], { configuration: 'older' })])).toEqual({ done: false, message: '' });
  });

  test('says which image its proxy lacks, and what to do', () => {
    const failed = {
      state: 'failed',
      code: 'unreachable',
      message: 'no such host',
      tries: 2,
      retryAt: NOON + 1,
    } as const;
    expect(status([], { 'haproxy:3.2-alpine': failed })?.failed).toBe(
      'its proxy needs the image haproxy:3.2-alpine: no such host; load it by hand with "docker pull haproxy:3.2-alpine" or "docker load", or name another with BERTH_PROXY_IMAGE',
    );
  });

  test('is done and pending where a port of the host is taken', () => {
    const refused = [{ hostPort: 80, holder: 'container nginx' }];
    expect(status([proxyFor([], { refused })])).toEqual({
      done: true,
      message: 'pending: port 80 of the host is taken by container nginx',
    });
  });

  test('is made anew once that port is free', () => {
    const refused = [{ hostPort: 80, holder: 'container nginx', free: true as const }];
    const freed = proxyFor([], { refused });
    expect(status([freed])?.done).toBe(false);
    const observed = { pods: [], proxies: [freed], images: new Map() };
    expect(
      planNext({ workloads: [], services: [web] }, observed, NOON).map(({ step }) => stepText(step)),
    ).toEqual(['removeProxy default/web: port 80 of the host is free by now']);
  });
});

describe('a rolling step behind a Service', () => {
  const workload = workloadOf(revisions, {
    strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    replicas: 1,
  });
  const desired = { workloads: [workload], services: [web] };
  const old = podAt('old', 1);
  const fresh = podAt('new', 2, after);

  test('leads to the new pod before the old one goes', () => {
    const unready = { ...fresh, ready: false };
    expect(planText(desired, [old, unready], [proxyFor([old])])).toEqual([
      'configureProxy default/web: its endpoints changed',
    ]);
    expect(planText(desired, [old, fresh], [proxyFor([old])])).toEqual([
      'configureProxy default/web: its endpoints changed',
    ]);
  });

  test('marks the old pod, takes it out of the proxy, and only then asks it to end', () => {
    const retired = { ...old, terminating: true };
    expect(planText(desired, [old, fresh], [proxyFor([old, fresh])])).toEqual([
      'retirePod default/old: revision 2 replaces it',
    ]);
    expect(planText(desired, [retired, fresh], [proxyFor([old, fresh])])).toEqual([
      'configureProxy default/web: its endpoints changed',
    ]);
    expect(planText(desired, [retired, fresh], [proxyFor([fresh])])).toEqual([
      'stopPod default/old: it was asked to end',
    ]);
  });

  test('does not wait for a proxy that does not run', () => {
    expect(planText(desired, [old, fresh], [])).toContain('stopPod default/old: revision 2 replaces it');
  });

  test('never leads to fewer pods than the floor, nor to one that is asked to end', async () => {
    await forAll(200, (random) => {
      const replicas = random.int(1, 5);
      const spec = {
        replicas,
        strategy: {
          rollingUpdate: random.pick([
            { maxSurge: 1, maxUnavailable: 0 },
            {},
            { maxSurge: 0, maxUnavailable: 1 },
          ]),
        },
      };
      const rolling = workloadOf(revisions, spec);
      const { floor } = replicaBounds(rolling.resource.spec);
      const pods = Array.from({ length: replicas }, (_, index) => podAt(`old-${index}`, index + 1));
      let served = false;
      const { run, world } = simulate({
        random,
        desired: { workloads: [rolling], services: [web] },
        pods,
        failures: random.int(0, 5),
        onTurn: (cluster, leadTo) => {
          const serving = cluster.pods.filter(
            (pod) => pod.ready && pod.state === 'running' && leadTo(pod),
          ).length;
          served ||= serving === replicas;
          if (served && serving < floor) throw new Error(`${serving} pods serve, less than ${floor}`);
        },
      });
      expect(run(3_600)).toBe('converged');
      expect(world.pods.map(({ hash }) => hash)).toEqual(pods.map(() => after.hash));
      expect(served).toBe(true);
    });
  });
});
