import { defineCommand } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { CliError } from '../model/cli-error.ts';
import type { Resource } from '../model/resource.ts';
import { newObjectFlags, storeNewObject } from './create/new-object.ts';
import { modelObjects } from './select-objects.ts';
import { fileFlags } from './shared-flags.ts';

const SCALABLE = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

interface ScalingWish {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly cpuPercent: number;
}

/** In the version that kubectl 1.32 shows. */
const newAutoscaler = (target: Resource, { name, min, max, cpuPercent }: ScalingWish): Resource => ({
  apiVersion: 'autoscaling/v1',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: name === '' ? target.metadata.name : name, creationTimestamp: null },
  spec: {
    maxReplicas: max,
    ...(min > 0 ? { minReplicas: min } : {}),
    scaleTargetRef: { apiVersion: target.apiVersion, kind: target.kind, name: target.metadata.name },
    ...(cpuPercent >= 0 ? { targetCPUUtilizationPercentage: cpuPercent } : {}),
  },
  status: { currentReplicas: 0, desiredReplicas: 0 },
});

/** The same in the version that is stored. */
const stored = (autoscaler: Resource, { cpuPercent }: ScalingWish): Resource => {
  const { status: _, ...rest } = autoscaler;
  const { targetCPUUtilizationPercentage: _percent, ...spec } = Object(rest['spec']);
  const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } };
  const metrics = cpuPercent < 0 ? {} : { metrics: [{ type: 'Resource', resource: cpu }] };
  return {
    ...rest,
    apiVersion: 'autoscaling/v2',
    kind: autoscaler.kind,
    metadata: autoscaler.metadata,
    spec: { ...spec, ...metrics },
  };
};

export const command = defineCommand({
  usage: 'autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu-percent=CPU]',
  long: `
Creates an autoscaler that automatically chooses and sets the number of pods that run in a Kubernetes cluster.

Looks up a deployment, replica set, stateful set, or replication controller by name and creates an autoscaler that uses the given resource as a reference. On one machine nothing measures and scales by it: it is stored and shown, and scales where the manifests are applied to a Kubernetes cluster.`,
  examples: `
# Auto scale a deployment "foo", with the number of pods between 2 and 10, no target CPU utilization specified so a default autoscaling policy will be used
berth autoscale deployment foo --min=2 --max=10

# Auto scale a deployment "foo", with the number of pods between 1 and 5, target CPU utilization at 80%
berth autoscale deployment foo --max=5 --cpu-percent=80`,
  flags: {
    ...newObjectFlags,
    ...fileFlags('Filename, directory, or URL to files identifying the resource to autoscale.'),
    'cpu-percent': {
      type: 'int',
      default: -1,
      description:
        "The target average CPU utilization (represented as a percent of requested CPU) over all the pods. If it's not specified or negative, a default autoscaling policy will be used.",
    },
    max: {
      type: 'int',
      default: -1,
      required: true,
      description: 'The upper limit for the number of pods that can be set by the autoscaler. Required.',
    },
    min: {
      type: 'int',
      default: -1,
      description:
        "The lower limit for the number of pods that can be set by the autoscaler. If it's not specified or negative, the server will apply a default value.",
    },
    name: {
      type: 'string',
      description:
        'The name for the newly created object. If not specified, the name of the input resource will be used.',
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const { min, max } = flags;
    if (max < 1) {
      throw usageError(invocation, `--max=MAXPODS is required and must be at least 1, max: ${max}`);
    }
    if (max < min) {
      throw new CliError(
        'usage',
        `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`,
      );
    }
    for (const target of await modelObjects(invocation, world)) {
      if (!SCALABLE.includes(target.kind)) {
        throw new CliError('usage', `cannot autoscale a ${target.kind}`);
      }
      const shown = newAutoscaler(target, flags);
      const object = flags.dryRun === 'client' ? shown : stored(shown, flags);
      // kubectl has another word for it in a dry run.
      const result = flags.dryRun === 'client' ? 'created' : 'autoscaled';
      await storeNewObject(invocation, world, { object, result });
    }
    return 0;
  },
});
