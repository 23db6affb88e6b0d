import { DEFAULT_GRACE_SECONDS } from '../../model/workload.ts';
import { isAbsent, isObject, objectAt, textAt, type JsonObject } from '../json-value.ts';
import { eachOf, fill, within } from './fill.ts';

/** What the API server writes into the template of every workload and into every pod. */

const FILE_MODE = 0o644;

export const fillPodSpec = (spec: JsonObject): void => {
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: DEFAULT_GRACE_SECONDS,
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
  });
  // The older name of the field is kept in step with the newer.
  const account = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount') ?? '';
  if (account !== '') fill(spec, { serviceAccountName: account, serviceAccount: account });
  for (const name of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of eachOf(spec, name)) fillContainer(container);
  }
  for (const volume of eachOf(spec, 'volumes')) fillVolume(volume);
};

/** What a pod has beyond the template that it is made from. */
export const fillPod = (spec: JsonObject): void => {
  fillPodSpec(spec);
  fill(spec, { enableServiceLinks: true });
  for (const name of ['initContainers', 'containers']) {
    for (const container of eachOf(spec, name)) {
      const resources = within(container, 'resources');
      const limits = objectAt(resources, 'limits');
      if (Object.keys(limits).length > 0) fill(within(resources, 'requests'), limits);
      if (spec['hostNetwork'] === true) eachOf(container, 'ports').forEach(publishOnHost);
    }
  }
};

/** In the host's network a port of the container is one of the host. */
const publishOnHost = (port: JsonObject): void => {
  if (isAbsent(port['hostPort']) || port['hostPort'] === 0) port['hostPort'] = port['containerPort'];
};

/** An image without a tag, or with the tag latest, may be another one tomorrow. */
const pullPolicy = (image: string): string => {
  const name = image.slice(image.lastIndexOf('/') + 1);
  if (name.includes('@')) return 'IfNotPresent';
  const tag = name.split(':')[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
};

const fillContainer = (container: JsonObject): void => {
  fill(container, {
    imagePullPolicy: pullPolicy(textAt(container, 'image') ?? ''),
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of eachOf(container, 'ports')) fill(port, { protocol: 'TCP' });
  for (const variable of eachOf(container, 'env')) fillFieldRef(objectAt(variable, 'valueFrom'));
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = container[name];
    if (isObject(probe)) fillProbe(probe);
  }
  for (const name of ['postStart', 'preStop']) fillHandler(objectAt(objectAt(container, 'lifecycle'), name));
};

/** Zero stands for the default here, except where waiting at first is concerned. */
const fillProbe = (probe: JsonObject): void => {
  for (const [name, value] of [
    ['timeoutSeconds', 1],
    ['periodSeconds', 10],
    ['successThreshold', 1],
    ['failureThreshold', 3],
  ] as const) {
    if (isAbsent(probe[name]) || probe[name] === 0) probe[name] = value;
  }
  fillHandler(probe);
  const grpc = probe['grpc'];
  if (isObject(grpc)) fill(grpc, { service: '' });
};

const fillHandler = (handler: JsonObject): void => {
  const http = handler['httpGet'];
  if (isObject(http)) fill(http, { path: '/', scheme: 'HTTP' });
};

const fillFieldRef = (source: JsonObject): void => {
  const field = source['fieldRef'];
  if (isObject(field)) fill(field, { apiVersion: 'v1' });
  const resource = source['resourceFieldRef'];
  if (isObject(resource)) fill(resource, { divisor: '0' });
};

/** Defaults of the volumes that have any. */
const volumeDefaults: Readonly<Record<string, JsonObject>> = {
  azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared', readOnly: false },
  configMap: { defaultMode: FILE_MODE },
  downwardAPI: { defaultMode: FILE_MODE },
  hostPath: { type: '' },
  iscsi: { iscsiInterface: 'default' },
  projected: { defaultMode: FILE_MODE },
  rbd: { keyring: '/etc/ceph/keyring', pool: 'rbd', user: 'admin' },
  scaleIO: { fsType: 'xfs', storageMode: 'ThinProvisioned' },
  secret: { defaultMode: FILE_MODE },
};

export const fillVolumeSource = (volume: JsonObject): void => {
  for (const [name, defaults] of Object.entries(volumeDefaults)) {
    const source = volume[name];
    if (isObject(source)) fill(source, defaults);
  }
};

const fillVolume = (volume: JsonObject): void => {
  if (Object.keys(volume).every((key) => key === 'name')) volume['emptyDir'] = {};
  fillVolumeSource(volume);
  const image = volume['image'];
  if (isObject(image)) fill(image, { pullPolicy: pullPolicy(textAt(image, 'reference') ?? '') });
  for (const item of eachOf(objectAt(volume, 'downwardAPI'), 'items')) fillFieldRef(item);
  for (const source of eachOf(objectAt(volume, 'projected'), 'sources')) {
    for (const item of eachOf(objectAt(source, 'downwardAPI'), 'items')) fillFieldRef(item);
    const token = source['serviceAccountToken'];
    if (isObject(token)) fill(token, { expirationSeconds: 3600 });
  }
  const claim = objectAt(objectAt(volume, 'ephemeral'), 'volumeClaimTemplate')['spec'];
  if (isObject(claim)) fill(claim, { volumeMode: 'Filesystem' });
};
