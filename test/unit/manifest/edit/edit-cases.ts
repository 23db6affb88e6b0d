import { parseAnnotationChanges, setAnnotations } from '../../../../src/manifest/edit/annotations.ts';
import { parseAmounts, setComputeResources } from '../../../../src/manifest/edit/compute-resources.ts';
import { parseEnvChanges, setEnv } from '../../../../src/manifest/edit/env.ts';
import { parseImages, setImages } from '../../../../src/manifest/edit/image.ts';
import { parseLabelChanges, setLabels } from '../../../../src/manifest/edit/labels.ts';
import { setServiceAccount } from '../../../../src/manifest/edit/service-account.ts';
import { setServiceSelector } from '../../../../src/manifest/edit/service-selector.ts';
import type { Resource } from '../../../../src/model/resource.ts';

/**
 * Edits by the words of their command lines. The tests hold berth to what they make of an object, and where
 * kubectl is installed they compare that with what `kubectl … --local` makes of it.
 */
export interface EditCase {
  /** What follows `kubectl`, but for `--local` and the file. */
  line: string;
  object: Resource;
  edit: (object: Resource) => Resource;
}

const pods = {
  initContainers: [{ name: 'init', image: 'init:1' }],
  containers: [
    {
      name: 'web',
      image: 'web:1',
      env: [
        { name: 'A', value: '1' },
        { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      ],
      resources: { limits: { cpu: '1', memory: '1Gi' } },
    },
    { name: 'sidecar', image: 'side:1' },
  ],
};

const metadata = { name: 'web', labels: { app: 'web', tier: 'front' }, annotations: { note: 'x' } };

export const deployment: Resource = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: pods },
  },
};

export const pod: Resource = { apiVersion: 'v1', kind: 'Pod', metadata, spec: pods };

const cronJob: Resource = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata,
  spec: {
    schedule: '@daily',
    jobTemplate: { spec: { template: { spec: { ...pods, restartPolicy: 'Never' } } } },
  },
};

const service: Resource = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] },
};

const config: Resource = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bare' } };

const OVERWRITE = '--overwrite';

const words = (line: string, verb: string): string[] =>
  line
    .slice(verb.length)
    .split(' ')
    .filter((word) => word !== '' && !word.startsWith('--'));

const label = (line: string, object = deployment): EditCase => ({
  line,
  object,
  edit: (given) => setLabels(given, parseLabelChanges(words(line, 'label')), line.includes(OVERWRITE)),
});

const annotate = (line: string, object = deployment): EditCase => ({
  line,
  object,
  edit: (given) =>
    setAnnotations(given, parseAnnotationChanges(words(line, 'annotate')), line.includes(OVERWRITE)),
});

const image = (line: string, object = deployment): EditCase => ({
  line,
  object,
  edit: (given) => {
    const { resource, problems } = setImages(given, parseImages(words(line, 'set image')));
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return resource;
  },
});

const flag = (line: string, name: string): string | undefined =>
  line
    .split(' ')
    .find((word) => word.startsWith(`--${name}=`))
    ?.slice(name.length + 3);

const env = (line: string, object = deployment): EditCase => ({
  line,
  object,
  edit: (given) =>
    setEnv(given, parseEnvChanges(words(line, 'set env')), {
      containers: flag(line, 'containers') ?? '*',
      overwrite: flag(line, 'overwrite') !== 'false',
    }),
});

const amounts = (line: string, object = deployment): EditCase => ({
  line,
  object,
  edit: (given) =>
    setComputeResources(
      given,
      {
        limits: parseAmounts(flag(line, 'limits') ?? ''),
        requests: parseAmounts(flag(line, 'requests') ?? ''),
      },
      flag(line, 'containers') ?? '*',
    ),
});

const selector = (line: string, object = service): EditCase => ({
  line,
  object,
  edit: (given) => setServiceSelector(given, words(line, 'set selector').join(' ')),
});

const account = (line: string, object = deployment): EditCase => ({
  line,
  object,
  edit: (given) => setServiceAccount(given, words(line, 'set serviceaccount').join(' ')),
});

export const EDIT_CASES: readonly EditCase[] = [
  label('label new=1'),
  label('label new='),
  label('label app=web'),
  label('label app=other'),
  label('label app=other tier=other'),
  label('label app=other --overwrite'),
  label('label tier-'),
  label('label tier- new=1 absent-'),
  label('label tier- tier=1'),
  label('label a=1 a=2'),
  label('label a=b=c'),
  label('label a=-b'),
  label(`label a=${'x'.repeat(64)}`),
  label('label a=1', config),
  label('label a-', config),

  annotate('annotate new=some=thing'),
  annotate('annotate note=x'),
  annotate('annotate note=y'),
  annotate('annotate note=y --overwrite'),
  annotate('annotate note-'),
  annotate('annotate note- note=y a=1 a-'),
  annotate('annotate kubernetes.io/change-cause=why', {
    ...config,
    metadata: { name: 'bare', annotations: { 'kubernetes.io/change-cause': 'old' } },
  }),
  annotate('annotate a-', config),

  image('set image web=web:2'),
  image('set image web=web:2 init=init:2'),
  image('set image *=all:2'),
  image('set image web=registry:5000/web@sha256:00=x'),
  image('set image web='),
  image('set image other=x'),
  image('set image *=x web=y'),
  image('set image web-'),
  image('set image web=web:2', pod),
  image('set image web=web:2', cronJob),
  image('set image web=web:2', config),

  env('set env A=2'),
  env('set env C=3 D= E=a=b'),
  env('set env B=2'),
  env('set env A-'),
  env('set env A- B-'),
  env('set env A- A=2'),
  env('set env C=1 C=2'),
  env('set env 1=2'),
  env('set env A=2 --overwrite=false'),
  env('set env A=1 --overwrite=false'),
  env('set env A=2 --containers=side*'),
  env('set env A=2 --containers=web'),
  env('set env A=2', cronJob),
  env('set env A=2', config),

  amounts('set resources --limits=cpu=2'),
  amounts('set resources --limits=cpu=200m,memory=512Mi --requests=cpu=100m'),
  amounts('set resources --limits=cpu=0 --containers=sidecar'),
  amounts('set resources --limits=cpu=0.5,memory=1024Mi'),
  amounts('set resources --limits=cpu=0 --containers=none'),
  amounts('set resources --limits=cpu'),
  amounts('set resources --limits=cpu=1=2'),
  amounts('set resources --limits=cpu=lots'),

  account('set serviceaccount robot'),
  account('set serviceaccount robot', pod),
  account('set serviceaccount robot', config),

  selector('set selector app=api'),
  selector('set selector app=api,tier=back'),
  selector('set selector app!=api'),
  selector('set selector !app'),
  selector('set selector app=api', deployment),
];
