import { formatPath } from '../../model/field-path.ts';
import type { Resource } from '../../model/resource.ts';
import type { Report } from '../document.ts';
import { isAbsent, isObject, type JsonObject, listAt, objectAt, textAt } from '../json-value.ts';
import { duplicate, forbidden, invalid, required } from './findings.ts';
import { reportRepeated } from './repeated.ts';

const NODE_PORTS = [30000, 32767] as const;

export const checkService = (resource: Resource, report: Report): void => {
  const spec = objectAt(resource, 'spec');
  const type = textAt(spec, 'type') ?? 'ClusterIP';
  const isHeadless = textAt(spec, 'clusterIP') === 'None';
  const ports = listAt(spec, 'ports');
  if (type === 'ExternalName') {
    if ((textAt(spec, 'externalName') ?? '') === '') report(required(['spec', 'externalName']));
  } else if (ports.length === 0 && !isHeadless) report(required(['spec', 'ports']));
  if (isHeadless && type !== 'ClusterIP') {
    report(invalid(['spec', 'clusterIPs', 0], 'None', `may not be set to 'None' for ${type} services`));
  }
  checkPorts(ports, type, report);
  warnOfProtocols(spec, ports, report);
  const affinity = objectAt(spec, 'sessionAffinityConfig');
  if (!isAbsent(affinity['clientIP']) && textAt(spec, 'sessionAffinity') !== 'ClientIP') {
    report(forbidden(['spec', 'sessionAffinityConfig'], 'must not be set when session affinity is None'));
  }
};

/** What a proxy cannot pass on. Where pods are found by the Service's own name, nothing has to be passed on. */
const warnOfProtocols = (spec: JsonObject, ports: readonly unknown[], report: Report): void => {
  if (textAt(spec, 'type') === 'ExternalName' || textAt(spec, 'clusterIP') === 'None') return;
  const protocols = ports.map((port) => (isObject(port) ? textAt(port, 'protocol') : undefined) ?? 'TCP');
  const consequence = protocols.includes('TCP')
    ? 'only the TCP ports of this service are served'
    : 'the name of this service leads to its pods themselves, at their own ports';
  for (const [index, protocol] of protocols.entries()) {
    if (protocol === 'TCP') continue;
    const path = ['spec', 'ports', index, 'protocol'];
    const message = `${formatPath(path)}: ${protocol} is not passed on: ${consequence}`;
    report({ severity: 'warning', code: 'notHonoured', path, part: 'value', message });
  }
};

const checkPorts = (ports: readonly unknown[], type: string, report: Report): void => {
  reportRepeated(ports, 'name', ['spec', 'ports'], report);
  const taken = new Set<string>();
  for (const [index, port] of ports.entries()) {
    if (!isObject(port)) continue;
    const path = ['spec', 'ports', index];
    if (ports.length > 1 && (textAt(port, 'name') ?? '') === '') report(required([...path, 'name']));
    const protocol = textAt(port, 'protocol') ?? 'TCP';
    const key = `${protocol} ${String(port['port'])}`;
    if (taken.has(key)) report(duplicate(path, { port: port['port'], protocol }));
    taken.add(key);
    const nodePort = port['nodePort'];
    if (typeof nodePort !== 'number' || nodePort === 0) continue;
    if (type !== 'NodePort' && type !== 'LoadBalancer') {
      report(forbidden([...path, 'nodePort'], `may not be used when \`type\` is '${type}'`));
    } else if (nodePort < NODE_PORTS[0] || nodePort > NODE_PORTS[1]) {
      const rule = `provided port is not in the valid range. The range of valid ports is ${NODE_PORTS.join('-')}`;
      report(invalid([...path, 'nodePort'], nodePort, rule));
    }
  }
};
