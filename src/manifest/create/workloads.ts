import type { OwnerReference, Resource } from '../../model/resource.ts';
import { isObject, objectAt } from '../json-value.ts';
import { refuse } from './refuse.ts';

/** What `create deployment|job|cronjob` make of their flags. */

interface DeploymentWish {
  readonly name: string;
  readonly images: readonly string[];
  readonly command: readonly string[];
  readonly replicas: number;
  /** Below zero for none. */
  readonly port: number;
}

/** `registry/team/web_app:1` runs in a container called `web-app`. */
const containerName = (image: string): string =>
  (image.split('/').at(-1) ?? '').replace(/[:@].*/s, '').replaceAll(/[_.]/g, '-');

const withCommand = (container: object, command: readonly string[]): object =>
  command.length === 0 ? container : { ...container, command };

export const newDeployment = ({ name, images, command, replicas, port }: DeploymentWish): Resource => {
  if (images.length > 1 && command.length > 0) {
    throw refuse('cannot specify multiple --image options and command');
  }
  const labels = { app: name };
  const containers = images.map((image, index) =>
    withCommand(
      {
        name: containerName(image),
        image,
        ...(port >= 0 && index === 0 ? { ports: [{ containerPort: port }] } : {}),
      },
      command,
    ),
  );
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
};

interface JobWish {
  readonly name: string;
  readonly image: string;
  readonly command: readonly string[];
}

const jobSpec = ({ name, image, command }: JobWish, restartPolicy: string): object => ({
  template: { spec: { containers: [withCommand({ name, image }, command)], restartPolicy } },
});

export const newJob = (wish: JobWish): Resource => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: wish.name },
  spec: jobSpec(wish, 'Never'),
});

/** A run of a CronJob out of turn. */
export const jobFrom = (name: string, cronJob: Resource): Resource => {
  if (cronJob.kind !== 'CronJob') throw refuse(`unknown object type ${cronJob.kind}`);
  const template = objectAt(cronJob.spec, 'jobTemplate');
  const metadata = objectAt(template, 'metadata');
  const owner: OwnerReference = {
    apiVersion: cronJob.apiVersion,
    kind: cronJob.kind,
    name: cronJob.metadata.name,
    uid: cronJob.metadata.uid,
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      ...(isObject(metadata.labels) ? { labels: texts(metadata.labels) } : {}),
      annotations: {
        'cronjob.kubernetes.io/instantiate': 'manual',
        ...texts(objectAt(metadata, 'annotations')),
      },
      ownerReferences: [owner],
    },
    spec: objectAt(template, 'spec'),
  };
};

const texts = (map: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));

export const newCronJob = (wish: JobWish & { schedule: string; restart: string }): Resource => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: wish.name },
  spec: {
    schedule: wish.schedule,
    jobTemplate: { metadata: { name: wish.name }, spec: jobSpec(wish, wish.restart || 'OnFailure') },
  },
});
