import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Resource } from '../../src/model/resource.ts';
import { inBerth, lines, settled } from '../differential/compare.ts';
import { type ApiStandIn, startApiStandIn } from '../support/api-stand-in.ts';
import { hasKubectl, kubectl } from '../support/kubectl.ts';
import { openSession, splitWords } from '../support/session.ts';

/**
 * Command lines that look at live objects and change none, answered by berth and by kubectl over a stand-in for the
 * API that holds the same objects.
 */

const manifests = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web, tier: front}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP}, {containerPort: 53}]
      - name: log
        image: log
        ports: [{containerPort: 9090}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: once}
spec:
  selector: {matchLabels: {app: once}}
  template:
    metadata: {labels: {app: once}}
    spec: {containers: [{name: once, image: nginx}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: picky}
spec:
  selector:
    matchLabels: {app: picky}
    matchExpressions: [{key: old, operator: DoesNotExist}, {key: app, operator: In, values: [picky, other]}]
  template:
    metadata: {labels: {app: picky}}
    spec: {containers: [{name: picky, image: nginx}]}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres}]}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: agent, image: agent}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec:
  selector: {app: web, tier: front}
  ports: [{name: http, port: 80}, {name: admin, port: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: elsewhere}
spec: {type: ExternalName, externalName: db.example.org}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {a: b}
`;

const KINDS = ['deployments', 'statefulsets', 'daemonsets', 'services', 'configmaps'];

const commands = [
  ...lines(`
    expose deployment once --port 80 --dry-run=client -o yaml
    expose deployment/once --port 80 --dry-run=client -o name
    expose deployment once --port 80 --dry-run=client
    expose deployment once --port 80,443 --dry-run=client -o yaml
    expose deployment once --port 80 --target-port=8000 --name=front --dry-run=client -o yaml
    expose deployment once --port 80 --target-port=http --type=NodePort --dry-run=client -o yaml
    expose deployment once --port 80 --type=LoadBalancer --load-balancer-ip=1.2.3.4 --dry-run=client -o yaml
    expose deployment once --port 80 --session-affinity=ClientIP --cluster-ip=None --dry-run=client -o yaml
    expose deployment once --port 80 --external-ip=1.2.3.4 --protocol=UDP --dry-run=client -o yaml
    expose deployment once --port 80 --selector=a=b -l c=d --dry-run=client -o yaml
    expose deployment once --port 80 --session-affinity=x --dry-run=client
    expose deployment once --port x --dry-run=client
    expose deployment once --selector=a --port 1 --dry-run=client
    expose deployment once --dry-run=client
    expose deployment once --cluster-ip=None --dry-run=client -o yaml
    expose deployment once --port 80 --overrides={"spec":{"type":"NodePort"}} --dry-run=client -o yaml
    expose deployment once --port 80 --overrides=x --dry-run=client
    expose deployment web --dry-run=client -o yaml
    expose deployment web --port=53 --dry-run=client -o yaml
    expose deployment web --protocol=TCP --dry-run=client -o yaml
    expose deployment picky --port 80 --dry-run=client
    expose service web --name=s --dry-run=client -o yaml
    expose service web --name=s --port=443 --target-port=8443 --dry-run=client -o yaml
    expose service elsewhere --port 1 --name=s --dry-run=client
    expose statefulset db --port 80
    expose configmap settings --port 80
    expose deployment
    expose
    autoscale deployment once --max 5 --dry-run=client -o yaml
    autoscale deployment/once --max 5 --dry-run=client
    autoscale deployment once --min 2 --max 5 --cpu-percent=80 --name x --dry-run=client -o yaml
    autoscale statefulset db --max 3 --dry-run=client -o yaml
    autoscale deployment once --min 8 --max 5 --dry-run=client
    autoscale deployment --max 3
    run n --image=nginx --dry-run=client -o yaml
    run n --image=nginx:1 --port=80 --env=A=b --env=C=d --dry-run=client -o yaml
    run n --image=nginx --labels=a=b,c=d --annotations=x=y --restart=Never --dry-run=client -o yaml
    run n --image=nginx --privileged --image-pull-policy=Always --dry-run=client -o yaml
    run n --image=nginx --dry-run=client -o yaml -- a b
    run n --image=nginx --restart=OnFailure --command --dry-run=client -o yaml -- sh -c x
    run n --image=nginx --dry-run=client
    run n --image=nginx --dry-run=client -o name
    run a b --image=x --dry-run=client -o yaml
    run n --image=x --expose --port=80 --dry-run=client -o yaml
    run n --image=x --expose --port=80 --dry-run=client
    run n --image=x --overrides={"spec":{"hostNetwork":true}} --dry-run=client -o yaml
    run n --image=x --overrides=x --dry-run=client
    run n --image=x --expose --dry-run=client
    run n --image=x --env=x --dry-run=client
    run n --image=x --port=x --dry-run=client
    run n --image=x --labels=a --dry-run=client
    run n --image=x --restart=Foo --dry-run=client
    run n --image=x --image-pull-policy=Foo --dry-run=client
    run n --image=x --rm --dry-run=client
    run n --image=x -t --dry-run=client
    run n --image=x -i --dry-run=client
    run n --image=x --attach --dry-run=client
    run n --image='x y' --dry-run=client
    run --image=x
    apply view-last-applied deployment/once
    apply view-last-applied deployment once
    apply view-last-applied service web -o yaml
    apply view-last-applied service web -o x
    apply view-last-applied
    apply set-last-applied
    replace
    replace -f x.yaml --grace-period=3
    replace -f x.yaml --timeout=3s
    events --for x
    events --types=Foo
    describe
    describe deployment nope
    describe deployment/nope
  `),
  ...lines('run n', 'errors have no log line'),
];

describe.runIf(hasKubectl)('over the same live objects', () => {
  const session = openSession();
  const cache = mkdtempSync(join(tmpdir(), 'berth-kubectl-cache-'));
  let api: ApiStandIn | undefined;

  beforeAll(async () => {
    api = await startApiStandIn();
    const { stderr, code } = await session.berth('apply --wait=false -f -', { stdin: manifests });
    if (code !== 0) throw new Error(stderr);
    for (const kind of KINDS) {
      const { stdout } = await session.berth(`get ${kind} -o json`);
      const list: { items: Resource[] } = JSON.parse(stdout);
      for (const object of list.items) api.put(object);
    }
    writeFileSync(join(cache, 'x.yaml'), '');
  });

  afterAll(async () => {
    await api?.close();
    rmSync(cache, { recursive: true, force: true });
  });

  test.each(commands)('$line', async ({ line, meant }) => {
    const words = splitWords(line);
    const dash = words.indexOf('--');
    const server = ['--server', api?.url ?? '', '--cache-dir', cache];
    const all = dash < 0 ? [...words, ...server] : words.toSpliced(dash, 0, ...server);
    const answer = await kubectl(all, { cwd: cache });
    const { code, stdout, stderr } = await session.berth(line);
    expect(settled({ code, stdout, stderr })).toEqual(settled(inBerth(answer, meant)));
  });
});
