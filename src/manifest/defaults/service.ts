import { isAbsent, listAt, objectAt, textAt, type JsonObject } from '../json-value.ts';
import { eachOf, fill, within } from './fill.ts';

export const fillService = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (spec['sessionAffinity'] === 'ClientIP') {
    fill(within(within(spec, 'sessionAffinityConfig'), 'clientIP'), { timeoutSeconds: 10_800 });
  } else delete spec['sessionAffinityConfig'];
  for (const port of eachOf(spec, 'ports')) {
    fill(port, { protocol: 'TCP' });
    if (isAbsent(port['targetPort']) || port['targetPort'] === '' || port['targetPort'] === 0) {
      port['targetPort'] = port['port'];
    }
  }
  fillTraffic(spec);
};

const fillTraffic = (spec: JsonObject): void => {
  const type = textAt(spec, 'type');
  if (type === 'ExternalName') return;
  fill(spec, { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  const isReachedFromOutside = type !== 'ClusterIP' || listAt(spec, 'externalIPs').length > 0;
  if (isReachedFromOutside) fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
};

export const fillEndpoints = (object: JsonObject): void => {
  for (const subset of eachOf(object, 'subsets')) {
    for (const port of eachOf(subset, 'ports')) fill(port, { protocol: 'TCP' });
  }
};

export const fillEndpointSlice = (object: JsonObject): void => {
  for (const port of eachOf(object, 'ports')) fill(port, { name: '', protocol: 'TCP' });
};

export const fillNetworkPolicy = (object: JsonObject): void => {
  const spec = within(object, 'spec');
  const rules = [...eachOf(spec, 'ingress'), ...eachOf(spec, 'egress')];
  for (const rule of rules) for (const port of eachOf(rule, 'ports')) fill(port, { protocol: 'TCP' });
  if (listAt(spec, 'policyTypes').length === 0) {
    spec['policyTypes'] = listAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
  }
};

/** Which API group a role's subject belongs to follows from what it is. */
export const fillRoleBinding = (object: JsonObject): void => {
  const group = 'rbac.authorization.k8s.io';
  if (Object.keys(objectAt(object, 'roleRef')).length > 0)
    fill(within(object, 'roleRef'), { apiGroup: group });
  for (const subject of eachOf(object, 'subjects')) {
    if (subject['kind'] === 'User' || subject['kind'] === 'Group') fill(subject, { apiGroup: group });
  }
};
