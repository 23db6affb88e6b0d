import { describe, expect, it } from 'vitest';
import { parseManifests } from '../../../src/manifest/parse.ts';
import { validate } from '../../../src/manifest/validate.ts';

/** What is wrong, as `code path` and the hint where there is one. */
const errors = (text: string): string[] => {
  const { documents, problems } = parseManifests([{ file: 'a.yaml', text }]);
  return [...problems, ...validate(documents, { level: 'strict', ignoreUnknownKinds: false })]
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, hint }) => (hint === undefined ? `${code} ${path}` : `${code} ${path} (${hint})`));
};

const object = (kind: string, apiVersion: string, body: string, name = 'a'): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}}, ${body}}`;

const pod = (spec: string) => object('Pod', 'v1', `spec: {${spec}}`);
const container = (fields: string) => pod(`containers: [{name: a, image: a, ${fields}}]`);
const template = '{metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a}]}}';
const workload = (kind: string, fields: string) =>
  object(kind, 'apps/v1', `spec: {selector: {matchLabels: {app: a}}, template: ${template}, ${fields}}`);
const service = (spec: string) => object('Service', 'v1', `spec: {${spec}}`);
const ingress = (path: string) =>
  object('Ingress', 'networking.k8s.io/v1', `spec: {rules: [{http: {paths: [{${path}}]}}]}`);

/** What is said of a manifest that is right. */
const warnings = (text: string): string[] => {
  const { documents, problems } = parseManifests([{ file: 'a.yaml', text }]);
  return [...problems, ...validate(documents, { level: 'strict', ignoreUnknownKinds: false })]
    .filter(({ severity }) => severity === 'warning')
    .map(({ message }) => message);
};

type Case = readonly [string, string, readonly string[]];

const metadata: readonly Case[] = [
  ['a name is a DNS subdomain', object('ConfigMap', 'v1', '', 'a.b-c'), []],
  [
    'a name has no capitals',
    object('ConfigMap', 'v1', '', 'My_Config'),
    ['invalidValue metadata.name ("my-config" is allowed)'],
  ],
  [
    'a Service starts with a letter',
    object('Service', 'v1', 'spec: {ports: [{port: 1}]}', '1a'),
    ['invalidValue metadata.name'],
  ],
  [
    'a StatefulSet has no dots',
    object(
      'StatefulSet',
      'apps/v1',
      `spec: {selector: {matchLabels: {app: a}}, template: ${template}}`,
      'a.b',
    ),
    ['invalidValue metadata.name'],
  ],
  ['a Role may have colons', object('Role', 'rbac.authorization.k8s.io/v1', 'rules: []', '"system:a"'), []],
  [
    'a CronJob leaves room for its Jobs',
    object(
      'CronJob',
      'batch/v1',
      `spec: {schedule: "* * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}`,
      'a'.repeat(53),
    ),
    ['invalidValue metadata.name'],
  ],
  [
    'labels have a syntax',
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {a b: c, d: "e f", g: 1}}}',
    [
      'invalidValue metadata.labels[a b]',
      'invalidValue metadata.labels.d',
      'wrongType metadata.labels.g (put it in quotes)',
    ],
  ],
  [
    'annotations hold text',
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {a: true}}}',
    ['wrongType metadata.annotations.a (put it in quotes)'],
  ],
  [
    'annotations are bounded',
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {a: "${'x'.repeat(262_144)}"}}}`,
    ['tooLong metadata.annotations'],
  ],
  ['generateName stands for a name', '{apiVersion: v1, kind: ConfigMap, metadata: {generateName: a-}}', []],
];

const pods: readonly Case[] = [
  ['a pod has containers', pod('containers: []'), ['required spec.containers']],
  ['a pod needs a spec', '{apiVersion: v1, kind: Pod, metadata: {name: a}}', ['required spec']],
  ['a container has an image', pod('containers: [{name: a}]'), ['required spec.containers[0].image']],
  ['an image is not empty', pod('containers: [{name: a, image: ""}]'), ['required spec.containers[0].image']],
  [
    'names of containers differ',
    pod('containers: [{name: a, image: a}, {name: a, image: a}]'),
    ['duplicateValue spec.containers[1].name'],
  ],
  [
    'init containers count, too',
    pod('initContainers: [{name: a, image: a}], containers: [{name: a, image: a}]'),
    ['duplicateValue spec.containers[0].name'],
  ],
  [
    'a mount has its volume',
    container('volumeMounts: [{name: dta, mountPath: /a}]').replace('}}', ', volumes: [{name: data}]}}'),
    ['notFound spec.containers[0].volumeMounts[0].name (did you mean "data"?)'],
  ],
  [
    'a mount without any volume',
    container('volumeMounts: [{name: data, mountPath: /a}]'),
    ['notFound spec.containers[0].volumeMounts[0].name (the pod has no volume of this name)'],
  ],
  [
    'mounts have places of their own',
    pod(
      'volumes: [{name: a}], containers: [{name: a, image: a, volumeMounts: [{name: a, mountPath: /a}, {name: a, mountPath: /a}]}]',
    ),
    ['invalidValue spec.containers[0].volumeMounts[1].mountPath'],
  ],
  [
    'a sub path stays inside',
    pod(
      'volumes: [{name: a}], containers: [{name: a, image: a, volumeMounts: [{name: a, mountPath: /a, subPath: ../b}, {name: a, mountPath: /b, subPath: /c}]}]',
    ),
    [
      'invalidValue spec.containers[0].volumeMounts[0].subPath',
      'invalidValue spec.containers[0].volumeMounts[1].subPath',
    ],
  ],
  [
    'names of volumes differ',
    pod('containers: [{name: a, image: a}], volumes: [{name: a}, {name: a}]'),
    ['duplicateValue spec.volumes[1].name'],
  ],
  [
    'a volume is one thing',
    pod('containers: [{name: a, image: a}], volumes: [{name: a, emptyDir: {}, hostPath: {path: /a}}]'),
    ['forbidden spec.volumes[0].hostPath'],
  ],
  [
    'ports are in range',
    container('ports: [{containerPort: 0}, {containerPort: 65536}, {containerPort: 80, hostPort: -1}]'),
    [
      'invalidValue spec.containers[0].ports[0].containerPort',
      'invalidValue spec.containers[0].ports[1].containerPort',
      'invalidValue spec.containers[0].ports[2].hostPort',
    ],
  ],
  [
    'a port is a number',
    container('ports: [{containerPort: "80"}]'),
    ['wrongType spec.containers[0].ports[0].containerPort (write 80 without quotes)'],
  ],
  [
    'names of ports differ',
    container('ports: [{name: a, containerPort: 1}, {name: a, containerPort: 2}]'),
    ['duplicateValue spec.containers[0].ports[1].name'],
  ],
  [
    'a port of the host is taken once',
    container(
      'ports: [{containerPort: 1, hostPort: 1}, {containerPort: 2, hostPort: 1}, {containerPort: 3, hostPort: 1, protocol: UDP}]',
    ),
    ['duplicateValue spec.containers[0].ports[1].hostPort'],
  ],
  [
    'words are from a list',
    container('imagePullPolicy: always'),
    ['unsupportedValue spec.containers[0].imagePullPolicy (did you mean "Always"?)'],
  ],
  [
    'a value is text',
    container('env: [{name: A, value: 1}, {name: B, value: yes}]'),
    [
      'wrongType spec.containers[0].env[0].value (put it in quotes)',
      'wrongType spec.containers[0].env[1].value (put it in quotes)',
    ],
  ],
  [
    'a variable has one source',
    container(
      'env: [{name: A, value: a, valueFrom: {fieldRef: {fieldPath: a}}}, {name: B, valueFrom: {}}, {name: C, valueFrom: {fieldRef: {fieldPath: a}, secretKeyRef: {name: a, key: b}}}]',
    ),
    [
      'invalidValue spec.containers[0].env[0].valueFrom',
      'invalidValue spec.containers[0].env[1].valueFrom',
      'invalidValue spec.containers[0].env[2].valueFrom',
    ],
  ],
  [
    'variables come from one thing',
    container(
      'envFrom: [{}, {configMapRef: {name: a}, secretRef: {name: a}}, {prefix: A_, configMapRef: {name: a}}]',
    ),
    ['invalidValue spec.containers[0].envFrom[0]', 'invalidValue spec.containers[0].envFrom[1]'],
  ],
  [
    'a probe does one thing',
    container(
      'livenessProbe: {}, readinessProbe: {tcpSocket: {port: 1}, exec: {command: [a]}}, startupProbe: {exec: {}}',
    ),
    [
      'required spec.containers[0].livenessProbe (one of exec, grpc, httpGet, tcpSocket)',
      'forbidden spec.containers[0].readinessProbe.tcpSocket',
      'required spec.containers[0].startupProbe.exec.command',
    ],
  ],
  [
    'only readiness counts successes',
    container(
      'livenessProbe: {tcpSocket: {port: 1}, successThreshold: 2}, readinessProbe: {tcpSocket: {port: 1}, successThreshold: 2}',
    ),
    ['invalidValue spec.containers[0].livenessProbe.successThreshold'],
  ],
  [
    'a probe asks a number or a name',
    container('livenessProbe: {httpGet: {port: http}}, readinessProbe: {httpGet: {port: "80"}}'),
    ['invalidValue spec.containers[0].readinessProbe.httpGet.port (write 80 without quotes)'],
  ],
  [
    'quantities have a form',
    container('resources: {limits: {cpu: .5, memory: 512Mb}, requests: {cpu: 1core, memory: -1}}'),
    [
      'invalidValue spec.containers[0].resources.limits.memory (did you mean "512M"?)',
      'invalidValue spec.containers[0].resources.requests.cpu',
      'invalidValue spec.containers[0].resources.requests.memory',
    ],
  ],
  [
    'requests keep within limits',
    container('resources: {limits: {cpu: 500m}, requests: {cpu: 1}}'),
    ['invalidValue spec.containers[0].resources.requests.cpu'],
  ],
  [
    'a mode is octal',
    pod(
      'containers: [{name: a, image: a}], volumes: [{name: a, configMap: {name: a, defaultMode: 0644}}, {name: b, configMap: {name: a, defaultMode: 644}}]',
    ),
    ['invalidValue spec.volumes[1].configMap.defaultMode'],
  ],
  [
    'a container is named like a host',
    pod('containers: [{name: My_App, image: a}]'),
    ['invalidValue spec.containers[0].name ("my-app" is allowed)'],
  ],
  [
    'a misplaced field is told where it belongs',
    container('replicas: 1, volumes: [], securityContex: {}'),
    [
      'unknownField spec.containers[0].replicas',
      'unknownField spec.containers[0].volumes (volumes belongs to spec)',
      'unknownField spec.containers[0].securityContex (did you mean "securityContext"?)',
    ],
  ],
  [
    'an object is not a list',
    pod('containers: {name: a, image: a}'),
    ['wrongType spec.containers (start each item with "- ")'],
  ],
];

const workloads: readonly Case[] = [
  [
    'a Deployment needs a selector',
    object('Deployment', 'apps/v1', `spec: {template: ${template}}`),
    ['required spec.selector'],
  ],
  [
    'a Deployment needs a template',
    object('Deployment', 'apps/v1', 'spec: {selector: {matchLabels: {app: a}}}'),
    ['required spec.template'],
  ],
  [
    'a selector selects something',
    object('Deployment', 'apps/v1', `spec: {selector: {}, template: ${template}}`),
    ['invalidValue spec.selector'],
  ],
  [
    'a selector matches its template',
    object('Deployment', 'apps/v1', `spec: {selector: {matchLabels: {app: b}}, template: ${template}}`),
    ['invalidValue spec.template.metadata.labels (the selector wants app=b, the template has app=a)'],
  ],
  [
    'expressions count, too',
    object(
      'Deployment',
      'apps/v1',
      `spec: {selector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}, template: ${template}}`,
    ),
    [],
  ],
  [
    'expressions have the values they need',
    object(
      'Deployment',
      'apps/v1',
      `spec: {selector: {matchExpressions: [{key: app, operator: In}, {key: app, operator: Exists, values: [a]}]}, template: ${template}}`,
    ),
    [
      'required spec.selector.matchExpressions[0].values',
      'forbidden spec.selector.matchExpressions[1].values',
      'invalidValue spec.template.metadata.labels',
    ],
  ],
  ['replicas are counted from zero', workload('Deployment', 'replicas: -1'), ['invalidValue spec.replicas']],
  ['replicas are a number', workload('Deployment', 'replicas: three'), ['wrongType spec.replicas']],
  [
    'Recreate has no parameters',
    workload('Deployment', 'strategy: {type: Recreate, rollingUpdate: {maxSurge: 1}}'),
    ['forbidden spec.strategy.rollingUpdate'],
  ],
  [
    'Recreate with nothing said',
    workload('Deployment', 'strategy: {type: Recreate, rollingUpdate: null}'),
    [],
  ],
  [
    'a rollout can get on',
    workload('Deployment', 'strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 0%}}'),
    ['invalidValue spec.strategy.rollingUpdate.maxUnavailable'],
  ],
  [
    'percentages are whole',
    workload('Deployment', 'strategy: {rollingUpdate: {maxSurge: 2.5%, maxUnavailable: 200%}}'),
    [
      'invalidValue spec.strategy.rollingUpdate.maxSurge',
      'invalidValue spec.strategy.rollingUpdate.maxUnavailable',
    ],
  ],
  [
    'the deadline leaves time to get ready',
    workload('Deployment', 'progressDeadlineSeconds: 10, minReadySeconds: 10'),
    ['invalidValue spec.progressDeadlineSeconds'],
  ],
  [
    'pods of a Deployment go on',
    object(
      'Deployment',
      'apps/v1',
      'spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {restartPolicy: Never, activeDeadlineSeconds: 1, containers: [{name: a, image: a}]}}}',
    ),
    [
      'unsupportedValue spec.template.spec.restartPolicy',
      'forbidden spec.template.spec.activeDeadlineSeconds',
    ],
  ],
  [
    'pods of a Job end',
    object('Job', 'batch/v1', `spec: {template: ${template}}`),
    ['required spec.template.spec.restartPolicy'],
  ],
  [
    'an indexed Job knows its size',
    object(
      'Job',
      'batch/v1',
      'spec: {completionMode: Indexed, template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}',
    ),
    ['required spec.completions'],
  ],
  [
    'a schedule has five fields',
    object(
      'CronJob',
      'batch/v1',
      `spec: {schedule: "* * * *", timeZone: Europe/Nowhere, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}`,
    ),
    ['invalidValue spec.schedule', 'invalidValue spec.timeZone'],
  ],
  [
    'claims are volumes of a StatefulSet',
    object(
      'StatefulSet',
      'apps/v1',
      'spec: {selector: {matchLabels: {app: a}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}], template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: a, volumeMounts: [{name: data, mountPath: /data}]}]}}}',
    ),
    [],
  ],
  [
    'a ReplicationController selects by labels',
    object('ReplicationController', 'v1', `spec: {selector: {app: b}, template: ${template}}`),
    ['invalidValue spec.template.metadata.labels (the selector wants app=b, the template has app=a)'],
  ],
  [
    'a ReplicationController may leave that out',
    object('ReplicationController', 'v1', `spec: {template: ${template}}`),
    [],
  ],
];

const services: readonly Case[] = [
  ['a Service has ports', service('selector: {app: a}'), ['required spec.ports']],
  ['a headless Service needs none', service('clusterIP: None'), []],
  ['an external name needs none', service('type: ExternalName, externalName: example.com'), []],
  ['an external name is named', service('type: ExternalName'), ['required spec.externalName']],
  [
    'several ports have names',
    service('ports: [{port: 1}, {port: 2, name: a}]'),
    ['required spec.ports[0].name'],
  ],
  [
    'names of ports differ',
    service('ports: [{port: 1, name: a}, {port: 2, name: a}]'),
    ['duplicateValue spec.ports[1].name'],
  ],
  [
    'a port is served once for each protocol',
    service('ports: [{port: 1, name: a}, {port: 1, name: b}, {port: 1, name: c, protocol: UDP}]'),
    ['duplicateValue spec.ports[1]'],
  ],
  [
    'a target is a number or a name',
    service(
      'ports: [{port: 1, targetPort: http, name: a}, {port: 2, targetPort: 0, name: b}, {port: 3, targetPort: "80", name: c}]',
    ),
    ['invalidValue spec.ports[2].targetPort (write 80 without quotes)'],
  ],
  [
    'node ports have a range',
    service('type: NodePort, ports: [{port: 1, nodePort: 80}]'),
    ['invalidValue spec.ports[0].nodePort'],
  ],
  [
    'node ports are for Services that have them',
    service('ports: [{port: 1, nodePort: 30080}]'),
    ['forbidden spec.ports[0].nodePort'],
  ],
  [
    'a headless Service is reached by name only',
    service('type: NodePort, clusterIP: None, ports: [{port: 1}]'),
    ['invalidValue spec.clusterIPs[0]'],
  ],
  [
    'affinity has its parameters',
    service('sessionAffinityConfig: {clientIP: {timeoutSeconds: 1}}, ports: [{port: 1}]'),
    ['forbidden spec.sessionAffinityConfig'],
  ],
];

const others: readonly Case[] = [
  [
    'an Ingress leads somewhere',
    object('Ingress', 'networking.k8s.io/v1', 'spec: {}'),
    ['invalidValue spec'],
  ],
  [
    'a path is absolute',
    ingress('path: a, pathType: Prefix, backend: {service: {name: a, port: {number: 1}}}'),
    ['invalidValue spec.rules[0].http.paths[0].path'],
  ],
  [
    'a path says how it is meant',
    ingress('path: /a, backend: {service: {name: a, port: {number: 1}}}'),
    ['required spec.rules[0].http.paths[0].pathType'],
  ],
  [
    'a backend is one thing',
    ingress('pathType: Prefix, path: /, backend: {}'),
    ['required spec.rules[0].http.paths[0].backend'],
  ],
  [
    'a backend has a port',
    ingress('pathType: Prefix, path: /, backend: {service: {name: a}}'),
    ['required spec.rules[0].http.paths[0].backend.service.port'],
  ],
  [
    'a key is either text or bytes',
    object('ConfigMap', 'v1', 'data: {a: b}, binaryData: {a: YQ==}'),
    ['invalidValue binaryData.a'],
  ],
  ['keys are names of files', object('ConfigMap', 'v1', 'data: {a/b: c}'), ['invalidValue data[a/b]']],
  [
    'a ConfigMap is bounded',
    object('ConfigMap', 'v1', `data: {a: "${'x'.repeat(1_048_577)}"}`),
    ['tooLong data'],
  ],
  [
    'a Secret is base64',
    object('Secret', 'v1', 'data: {a: "hello!"}'),
    ['invalidValue data.a (encode it, or use stringData for plain text)'],
  ],
  [
    'a Secret for TLS has both parts',
    object('Secret', 'v1', 'type: kubernetes.io/tls, stringData: {tls.crt: a}'),
    ['required data[tls.key]'],
  ],
  [
    'a Secret for registries is JSON',
    object('Secret', 'v1', 'type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: YQ==}'),
    ['invalidValue data[.dockerconfigjson]'],
  ],
  [
    'a claim says how much',
    object('PersistentVolumeClaim', 'v1', 'spec: {}'),
    ['required spec.accessModes', 'required spec.resources.requests.storage'],
  ],
  [
    'a volume is somewhere',
    object('PersistentVolume', 'v1', 'spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}}'),
    ['required spec'],
  ],
  [
    'a volume is in one place',
    object(
      'PersistentVolume',
      'v1',
      'spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, hostPath: {path: /a}, nfs: {server: a, path: /}}',
    ),
    ['forbidden spec.nfs'],
  ],
  [
    'a budget has one bound',
    object('PodDisruptionBudget', 'policy/v1', 'spec: {minAvailable: 1, maxUnavailable: 1}'),
    ['invalidValue spec'],
  ],
  [
    'an autoscaler has room',
    object(
      'HorizontalPodAutoscaler',
      'autoscaling/v2',
      'spec: {scaleTargetRef: {kind: Deployment, name: a}, minReplicas: 3, maxReplicas: 2}',
    ),
    ['invalidValue spec.maxReplicas'],
  ],
  [
    'a role binding may leave its group out',
    object('RoleBinding', 'rbac.authorization.k8s.io/v1', 'roleRef: {kind: Role, name: a}'),
    [],
  ],
];

describe.each([
  ['metadata', metadata],
  ['pods', pods],
  ['workloads', workloads],
  ['Services', services],
  ['other kinds', others],
] as const)('%s', (_group, cases) => {
  it.each(cases)('%s', (_what, text, expected) => {
    expect(errors(text)).toEqual(expected);
  });
});

describe('variables', () => {
  it('one that hides another is named', () => {
    const { documents } = parseManifests([
      { file: 'a.yaml', text: container('env: [{name: A}, {name: A}]') },
    ]);
    const problems = validate(documents, { level: 'strict', ignoreUnknownKinds: false });
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toContain('warning hiddenVariable');
  });
});

describe('a Service whose ports are not all TCP', () => {
  it.each([
    [
      'ports: [{port: 53, protocol: UDP}]',
      ['the name of this service leads to its pods themselves, at their own ports'],
    ],
    [
      'ports: [{name: a, port: 53, protocol: UDP}, {name: b, port: 53}]',
      ['only the TCP ports of this service are served'],
    ],
    ['clusterIP: None, ports: [{port: 53, protocol: UDP}]', []],
  ])('is stored, with a word about %s', (spec, consequences) => {
    expect(warnings(service(`selector: {app: a}, ${spec}`))).toEqual(
      consequences.map((words) => `spec.ports[0].protocol: UDP is not passed on: ${words}`),
    );
  });
});
