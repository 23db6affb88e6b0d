import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDocumentation } from '../../src/manifest/documentation.ts';
import { resourceTypes } from '../../src/model/resource-types.ts';
import { type ApiStandIn, startApiStandIn } from '../support/api-stand-in.ts';
import { hasKubectl, kubectl, withFolder } from '../support/kubectl.ts';
import { openSession } from '../support/session.ts';
import { openApiOf } from './openapi.ts';

/** Real kubectl explains what berth knows of Kubernetes' objects. */

const lines = [
  ...resourceTypes.map(({ plural }) => plural),
  ...resourceTypes.map(({ plural }) => `${plural} --recursive`),
  'pods.spec',
  'po.spec.containers',
  'pod.spec.containers.imagePullPolicy',
  'pod.spec.containers.resources',
  'pod.spec.containers.lifecycle --recursive',
  'pod.spec.containers.ports.containerPort',
  'pod.spec.containers.lifecycle.stopSignal',
  'pod.spec.nodeSelector',
  'pod.metadata.managedFields.fieldsV1',
  'deploy.spec.template.spec.containers',
  'deploy.spec.strategy.rollingUpdate',
  'sts.spec.volumeClaimTemplates.spec',
  'ing.spec.rules.http',
  'pods.',
  'deploy.apps',
  'deployments.apps.spec.strategy',
  'deployments.v1.apps.spec',
  'deployments.v1.spec',
  'deployments.apps.nothing',
  'deployments.nothing.spec',
  'ingresses.networking.k8s.io',
  'ingresses.networking.k8s.io.spec.tls',
  'ingresses.networking',
  'ingresses.networking.spec',
  'ingresses.v1.networking.k8s.io.spec',
  'pods.v1.spec',
  'Pod',
  'pod.nothing',
  'pod.spec.nothing.more',
  'pod.spec.nodeName.more',
  'pod.spec..containers',
  'foo',
  'foo.bar',
  '',
  'pods spec',
  'deploy --api-version=apps/v1',
  'deploy.apps --api-version=apps/v1',
  'deploy.spec --api-version=apps/v2',
  'deploy --api-version=v1',
  'deploy --api-version=v7',
  'deploy --api-version=a/b/c',
  'foo --api-version=v1',
  'hpa --api-version=autoscaling/v1',
  'pods --output=yaml',
  'pods -o plaintext --recursive=false',
];

describe.runIf(hasKubectl)('explain', () => {
  let server: ApiStandIn;
  beforeAll(async () => {
    server = await startApiStandIn(undefined, openApiOf(await readDocumentation()));
  });
  afterAll(() => server.close());

  test.concurrent.each(lines)('%s', async (line) => {
    const words = ['explain', ...line.split(' ').filter((word) => word !== '')];
    const by = await withFolder((folder) =>
      kubectl([...words, '--server', server.url, '--cache-dir', folder]),
    );
    const { code, stdout, stderr } = await openSession().berth(words.join(' '));
    const renamed = (text: string): string => text.replaceAll('kubectl', 'berth');
    expect({ code, stdout, stderr }).toEqual({
      code: by.code,
      stdout: by.stdout,
      stderr: renamed(by.stderr),
    });
  });
});
