/** The files that the command lines of this folder name. */
export const manifests = {
  'web.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web, tier: front}, annotations: {note: x}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers: [{name: init, image: "init:1"}]
      containers:
      - name: web
        image: web:1
        env:
        - {name: A, value: "1"}
        - {name: B, valueFrom: {configMapKeyRef: {name: c, key: k}}}
        - {name: C, valueFrom: {secretKeyRef: {name: s, key: k}}}
        - {name: D, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
        - {name: E, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
        ports: [{containerPort: 80}]
        resources: {limits: {cpu: 1, memory: 1Gi}}
        readinessProbe: {httpGet: {path: /, port: 80}}
      - name: log
        image: log:1
        livenessProbe: {tcpSocket: {port: 9}}
`,
  'pod.yaml': `
apiVersion: v1
kind: Pod
metadata: {name: one, namespace: shop}
spec:
  containers: [{name: web, image: "web:1", env: [{name: A, value: "1"}]}]
  affinity:
    podAntiAffinity:
      requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, labelSelector: {matchLabels: {a: b}}}]
  volumes:
  - {name: v, projected: {sources: [{secret: {name: s}}]}}
  - {name: e, emptyDir: {}}
`,
  'cron.yaml': `
apiVersion: batch/v1
kind: CronJob
metadata: {name: tick}
spec:
  schedule: "@daily"
  jobTemplate:
    spec:
      template:
        spec: {restartPolicy: Never, containers: [{name: web, image: "web:1"}]}
`,
  'sts.yaml': `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  selector: {matchLabels: {app: db}}
  serviceName: db
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: web, image: "db:1"}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: web, image: "agent:1"}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  template:
    spec: {restartPolicy: Never, containers: [{name: web, image: "once:1"}]}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: set}
spec:
  selector: {matchLabels: {app: set}}
  template:
    metadata: {labels: {app: set}}
    spec: {containers: [{name: web, image: "set:1"}]}
`,
  'svc.yaml': `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`,
  'config.yaml': `
apiVersion: v1
kind: ConfigMap
metadata: {name: bare}
data: {a: b}
`,
  'binding.yaml': `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: admins}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: admin}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: ann}]
`,
} as const;
