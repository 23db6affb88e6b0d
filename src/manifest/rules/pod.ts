import type { FieldPath } from '../../model/field-path.ts';
import { nearest } from '../../model/nearest.ts';
import type { Report } from '../document.ts';
import { isAbsent, isObject, listAt, objectAt, textAt, type JsonObject } from '../json-value.ts';
import { checkContainer } from './container.ts';
import { duplicate, forbidden, invalid, notFound, required, unsupported } from './findings.ts';
import { reportRepeated } from './repeated.ts';

export interface PodRules {
  /** Which restart policies the owner of the pods allows. */
  restartPolicies: readonly string[];
  /** Volumes that the owner adds: those of a StatefulSet's claim templates. */
  addedVolumes: readonly string[];
}

export const freePod: PodRules = { restartPolicies: ['Always', 'OnFailure', 'Never'], addedVolumes: [] };

export const checkPodSpec = (spec: JsonObject, path: FieldPath, rules: PodRules, report: Report): void => {
  if (Array.isArray(spec['containers']) && spec['containers'].length === 0) {
    report(required([...path, 'containers']));
  }
  checkRestartPolicy(spec, path, rules, report);
  const volumes = checkVolumes(spec, path, report);
  const known = new Set([...volumes, ...rules.addedVolumes]);
  const names = new Set<string>();
  const hostPorts = new Set<string>();
  for (const group of ['initContainers', 'containers']) {
    for (const [index, container] of listAt(spec, group).entries()) {
      if (!isObject(container)) continue;
      const at = [...path, group, index];
      const name = textAt(container, 'name') ?? '';
      if (names.has(name) && name !== '') report(duplicate([...at, 'name'], name));
      names.add(name);
      checkContainer(container, at, report);
      checkMounts(container, at, known, report);
      checkHostPorts(container, at, spec['hostNetwork'] === true, hostPorts, report);
    }
  }
  reportRepeated(listAt(spec, 'hostAliases'), 'ip', [...path, 'hostAliases'], report);
};

const checkRestartPolicy = (spec: JsonObject, path: FieldPath, rules: PodRules, report: Report): void => {
  const policy = textAt(spec, 'restartPolicy') ?? '';
  const allowed = rules.restartPolicies;
  if (policy === '' ? allowed.includes('Always') : allowed.includes(policy)) return;
  const words = allowed.map((word) => JSON.stringify(word)).join(', ');
  const at = [...path, 'restartPolicy'];
  if (policy === '') report(required(at, `valid values: ${words}`));
  // A word that no pod may have is reported with its type.
  else if (freePod.restartPolicies.includes(policy)) report(unsupported(at, policy, allowed));
};

const checkVolumes = (spec: JsonObject, path: FieldPath, report: Report): string[] => {
  const names: string[] = [];
  for (const [index, volume] of listAt(spec, 'volumes').entries()) {
    if (!isObject(volume)) continue;
    const at = [...path, 'volumes', index];
    const name = textAt(volume, 'name') ?? '';
    if (names.includes(name)) report(duplicate([...at, 'name'], name));
    names.push(name);
    const [, second] = Object.keys(volume).filter((key) => key !== 'name' && !isAbsent(volume[key]));
    if (second !== undefined) report(forbidden([...at, second], 'may not specify more than 1 volume type'));
  }
  return names;
};

const checkMounts = (
  container: JsonObject,
  path: FieldPath,
  volumes: ReadonlySet<string>,
  report: Report,
): void => {
  const places = new Set<string>();
  for (const [index, mount] of listAt(container, 'volumeMounts').entries()) {
    const at = [...path, 'volumeMounts', index];
    const name = textAt(mount, 'name') ?? '';
    if (name !== '' && !volumes.has(name)) {
      const meant = nearest(name, volumes);
      report(
        notFound(
          [...at, 'name'],
          name,
          meant === undefined
            ? 'the pod has no volume of this name'
            : `did you mean ${JSON.stringify(meant)}?`,
        ),
      );
    }
    const place = textAt(mount, 'mountPath') ?? '';
    if (places.has(place)) report(invalid([...at, 'mountPath'], place, 'must be unique'));
    places.add(place);
    checkSubPath(mount, at, report);
  }
};

const checkSubPath = (mount: unknown, path: FieldPath, report: Report): void => {
  for (const field of ['subPath', 'subPathExpr']) {
    const subPath = textAt(mount, field) ?? '';
    if (subPath.startsWith('/')) report(invalid([...path, field], subPath, 'must be a relative path'));
    if (subPath.split('/').includes('..'))
      report(invalid([...path, field], subPath, "must not contain '..'"));
  }
  const both = objectAt({ mount }, 'mount');
  if ((textAt(both, 'subPath') ?? '') !== '' && (textAt(both, 'subPathExpr') ?? '') !== '') {
    report(
      invalid(
        [...path, 'subPathExpr'],
        both['subPathExpr'],
        'subPathExpr and subPath are mutually exclusive',
      ),
    );
  }
};

const checkHostPorts = (
  container: JsonObject,
  path: FieldPath,
  isHostNetwork: boolean,
  taken: Set<string>,
  report: Report,
): void => {
  for (const [index, port] of listAt(container, 'ports').entries()) {
    if (!isObject(port)) continue;
    const hostPort = port['hostPort'];
    if (typeof hostPort !== 'number' || hostPort === 0) continue;
    const at = [...path, 'ports', index, 'hostPort'];
    const key = `${textAt(port, 'protocol') ?? 'TCP'} ${textAt(port, 'hostIP') ?? ''} ${hostPort}`;
    if (taken.has(key)) report(duplicate(at, hostPort));
    taken.add(key);
    if (isHostNetwork && port['containerPort'] !== hostPort) {
      report(invalid(at, hostPort, 'must match `containerPort` when `hostNetwork` is true'));
    }
  }
};
