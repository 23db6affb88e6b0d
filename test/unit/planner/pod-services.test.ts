import { describe, expect, test } from 'vitest';
import type { ObservedPod } from '../../../src/model/pod.ts';
import { NO_CONFIG } from '../../../src/model/pod-config.ts';
import type { ObservedProxy } from '../../../src/model/proxy.ts';
import { refOf } from '../../../src/model/resource.ts';
import type { ServiceSpec } from '../../../src/model/service.ts';
import { planNext } from '../../../src/planner/plan-next.ts';
import { withServices } from '../../../src/planner/pod-services.ts';
import { serviceStatus } from '../../../src/planner/proxy/service-status.ts';
import { trafficOf } from '../../../src/planner/proxy/traffic.ts';
import { serviceOf, servingPod } from '../../support/services.ts';
import { NOON } from '../../support/workloads.ts';

const desiredOf = (spec: Partial<ServiceSpec>, deleted = false) => {
  const resource = serviceOf(spec);
  return { workloads: [], services: [{ ref: refOf(resource), resource, deleted }] };
};

const observedOf = (pods: ObservedPod[] = [], proxies: ObservedProxy[] = []) => ({
  pods,
  proxies,
  images: new Map(),
});

const named = (names: string[]): ObservedPod => servingPod('a', 1, {}, { state: 'running', names });

const plan = (spec: Partial<ServiceSpec>, pod: ObservedPod, deleted = false) =>
  planNext(desiredOf(spec, deleted), observedOf([pod]), NOON).map(({ step }) =>
    step.kind === 'namePod' ? step.names : step.kind,
  );

const HEADLESS = { clusterIP: 'None' };
const WEB = ['web.default', 'web.default.svc', 'web.default.svc.cluster.local'];

describe('a pod', () => {
  test('gets the names of headless Services that were made after it', () => {
    expect(plan(HEADLESS, named([]))).toEqual([WEB]);
    expect(plan(HEADLESS, named(WEB.toReversed()))).toEqual([]);
  });

  test('loses the names of Services that were deleted or became others', () => {
    expect(plan(HEADLESS, named(WEB), true)).toEqual([[]]);
    expect(plan({ ...HEADLESS, selector: { app: 'db' } }, named(WEB))).toEqual([[]]);
  });

  test('goes back to its network, under its names, where it is on none', () => {
    const { names: _, ...unasked } = named([]);
    expect(plan(HEADLESS, { ...unasked, cutOff: true, ready: false })).toEqual([WEB]);
    expect(plan({}, { ...unasked, cutOff: true, ready: false })).toContainEqual([]);
  });

  test('keeps its names while it ends or stands still', () => {
    expect(plan(HEADLESS, { ...named([]), terminating: true })).toEqual([]);
    expect(plan(HEADLESS, { ...named([]), state: 'paused' })).toEqual([]);
  });

  test('that is not named yet keeps its Service waiting', () => {
    const desired = desiredOf(HEADLESS);
    const ref = { kind: 'Service', namespace: 'default', name: 'web' };
    const status = (pod: ObservedPod) => serviceStatus(ref, desired, observedOf([pod]), NOON);
    expect(status(named([]))?.done).toBe(false);
    expect(status(named(WEB))?.done).toBe(true);
  });

  const hostOf = (enableServiceLinks: boolean, proxies: ObservedProxy[]) => {
    const pod = servingPod('a', 1);
    const traffic = trafficOf(desiredOf({}), observedOf([], proxies));
    const given = { ...pod, spec: { ...pod.spec, enableServiceLinks } };
    return withServices(NO_CONFIG, given, traffic).variables?.['WEB_SERVICE_HOST'];
  };

  test('is told the address of a Service, or its name where it has none yet', () => {
    const service = { kind: 'Service', namespace: 'default', name: 'web' };
    const proxy = { id: 'p', service, image: 'i', hostPorts: [], hostAddress: '', refused: [] };
    expect(hostOf(true, [{ ...proxy, configuration: '', state: 'running', address: '10.0.0.9' }])).toBe(
      '10.0.0.9',
    );
    expect(hostOf(true, [])).toBe('web.default.svc.cluster.local');
    expect(hostOf(false, [])).toBeUndefined();
  });
});
