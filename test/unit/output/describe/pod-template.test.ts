import { expect, test } from 'vitest';
import { podTemplateText } from '../../../../src/output/describe/pod-template.ts';

const probe = { periodSeconds: 2, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3 };

/** Fields that berth need not act on to show them. */
const more: object = {
  env: [
    { name: 'A', value: '1' },
    { name: 'B', valueFrom: { configMapKeyRef: { name: 'cm', key: 'k' } } },
    { name: 'C', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } },
    { name: 'D', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
    { name: 'E', value: 'x\ny' },
  ],
  envFrom: [{ configMapRef: { name: 'cm' } }, { secretRef: { name: 's' }, prefix: 'P_' }],
  resources: { limits: { memory: '64Mi', cpu: '100m' }, requests: { cpu: '50m' } },
  livenessProbe: {
    ...probe,
    exec: { command: ['cat', '/tmp/a'] },
    initialDelaySeconds: 5,
    periodSeconds: 5,
  },
  readinessProbe: { ...probe, httpGet: { path: '/r', port: 'http', scheme: 'HTTP' } },
  startupProbe: { ...probe, tcpSocket: { port: 80 } },
  volumeMounts: [
    { name: 'v', mountPath: '/v' },
    { name: 'c', mountPath: '/c', readOnly: true, subPath: 'x' },
  ],
};

/** What kubectl 1.32 prints of this template. */
test('a pod template reads as kubectl describes it', () => {
  const text = podTemplateText({
    metadata: {
      labels: { 'pod-template-hash': 'h3', app: 'web' },
      annotations: { 'kubernetes.io/x': 'y', 'kubernetes.io/change-cause': 'third' },
    },
    spec: {
      serviceAccountName: 'sa',
      priorityClassName: 'high',
      nodeSelector: { a: 'b' },
      tolerations: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoSchedule' }],
      initContainers: [{ name: 'init', image: 'i:1' }],
      containers: [
        {
          name: 'web',
          image: 'web:3',
          ports: [
            { containerPort: 80, name: 'http', protocol: 'TCP' },
            { containerPort: 53, protocol: 'UDP', hostPort: 5353 },
          ],
          command: ['sh', '-c', 'echo a\nb'],
          args: ['x', 'y z'],
          ...more,
        },
      ],
      volumes: [
        { name: 'v', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
        { name: 'c', configMap: { name: 'cm', optional: true } },
        { name: 's', secret: { secretName: 'sec' } },
        { name: 'h', hostPath: { path: '/h', type: 'Directory' } },
        { name: 'p', persistentVolumeClaim: { claimName: 'data' } },
        { name: 'e', emptyDir: {} },
      ],
    },
  });
  expect(text).toBe(`\
Pod Template:
  Labels:	app=web
	pod-template-hash=h3
  Annotations:	kubernetes.io/change-cause: third
	kubernetes.io/x: y
  Service Account:	sa
  Init Containers:
   init:
    Image:	i:1
    Port:	<none>
    Host Port:	<none>
    Environment:	<none>
    Mounts:	<none>
  Containers:
   web:
    Image:	web:3
    Ports:	80/TCP, 53/UDP
    Host Ports:	0/TCP, 5353/UDP
    Command:
      sh
      -c
      echo a
      b
    Args:
      x
      y z
    Limits:
      cpu:	100m
      memory:	64Mi
    Requests:
      cpu:	50m
    Liveness:	exec [cat /tmp/a] delay=5s timeout=1s period=5s #success=1 #failure=3
    Readiness:	http-get http://:http/r delay=0s timeout=1s period=2s #success=1 #failure=3
    Startup:	tcp-socket :80 delay=0s timeout=1s period=2s #success=1 #failure=3
    Environment Variables from:
      cm	ConfigMap	Optional: false
      s	Secret with prefix 'P_'	Optional: false
    Environment:
      A:	1
      B:	<set to the key 'k' of config map 'cm'>	Optional: false
      C:	<set to the key 'k' in secret 's'>	Optional: true
      D:	 (v1:metadata.name)
      E:	x
      	y
    Mounts:
      /c from c (ro,path="x")
      /v from v (rw)
  Volumes:
   v:
    Type:	EmptyDir (a temporary directory that shares a pod's lifetime)
    Medium:	Memory
    SizeLimit:	1Mi
   c:
    Type:	ConfigMap (a volume populated by a ConfigMap)
    Name:	cm
    Optional:	true
   s:
    Type:	Secret (a volume populated by a Secret)
    SecretName:	sec
    Optional:	false
   h:
    Type:	HostPath (bare host directory volume)
    Path:	/h
    HostPathType:	Directory
   p:
    Type:	PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
    ClaimName:	data
    ReadOnly:	false
   e:
    Type:	EmptyDir (a temporary directory that shares a pod's lifetime)
    Medium:	
    SizeLimit:	<unset>
  Priority Class Name:	high
  Node-Selectors:	a=b
  Tolerations:	k=v:NoSchedule
`);
});
