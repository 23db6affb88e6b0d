import { defineCommand } from '../cli/command-spec.ts';
import { exposingService } from '../manifest/create/exposing-service.ts';
import { newObjectFlags, storeNewObject } from './create/new-object.ts';
import { overridden, overrideFlags } from './overrides.ts';
import { parsePairs } from './parse-pairs.ts';
import { modelObjects } from './select-objects.ts';
import { fileFlags } from './shared-flags.ts';

export const command = defineCommand({
  usage:
    'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]',
  long: `
Expose a resource as a new Kubernetes service.

Looks up a deployment, service, replica set, replication controller or pod by name and uses the selector for that resource as the selector for a new service on the specified port. A deployment or replica set will be exposed as a service only if its selector is convertible to a selector that service supports, i.e. when the selector contains only the matchLabels component. Note that if no port is specified via --port and the exposed resource has multiple ports, all will be re-used by the new service. Also if no labels are specified, the new service will re-use the labels from the resource it exposes.

Possible resources include (case insensitive):

pod (po), service (svc), replicationcontroller (rc), deployment (deploy), replicaset (rs)`,
  examples: `
# Create a service for an nginx deployment, which serves on port 80 and connects to the containers on port 8000
berth expose deployment nginx --port=80 --target-port=8000

# Create a service for a deployment identified by type and name specified in "nginx.yaml", which serves on port 80 and connects to the containers on port 8000
berth expose -f nginx.yaml --port=80 --target-port=8000

# Create a service for a pod valid-pod, which serves on port 444 with the name "frontend"
berth expose pod valid-pod --port=444 --name=frontend

# Create a second service based on the above service, exposing the container port 8443 as port 443 with the name "nginx-https"
berth expose service nginx --port=443 --target-port=8443 --name=nginx-https

# Create a service for a streaming application on port 4100 balancing UDP traffic and named 'video-stream'
berth expose deployment streamer --port=4100 --protocol=UDP --name=video-stream`,
  flags: {
    ...newObjectFlags,
    ...fileFlags('Filename, directory, or URL to files identifying the resource to expose a service'),
    ...overrideFlags,
    'cluster-ip': {
      type: 'string',
      description:
        "ClusterIP to be assigned to the service. Leave empty to auto-allocate, or set to 'None' to create a headless service.",
    },
    'external-ip': {
      type: 'string',
      description:
        'Additional external IP address (not managed by Kubernetes) to accept for the service. If this IP is routed to a node, the service can be accessed by this IP in addition to its generated service IP.',
    },
    labels: {
      type: 'string',
      short: 'l',
      description: 'Labels to apply to the service created by this call.',
    },
    'load-balancer-ip': {
      type: 'string',
      description:
        'IP to assign to the LoadBalancer. If empty, an ephemeral IP will be created and used (cloud-provider specific).',
    },
    name: { type: 'string', description: 'The name for the newly created object.' },
    port: {
      type: 'string',
      description:
        'The port that the service should serve on. Copied from the resource being exposed, if unspecified',
    },
    protocol: {
      type: 'string',
      description: "The network protocol for the service to be created. Default is 'TCP'.",
    },
    selector: {
      type: 'string',
      description:
        'A label selector to use for this service. Only equality-based selector requirements are supported. If empty (the default) infer the selector from the replication controller or replica set.)',
    },
    'session-affinity': {
      type: 'string',
      description:
        "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'",
    },
    'target-port': {
      type: 'string',
      description:
        'Name or number for the port on the container that the service should direct traffic to. Optional.',
    },
    type: {
      type: 'string',
      description:
        "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'.",
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const selector = parsePairs(flags.selector);
    const labels = parsePairs(flags.labels);
    for (const exposed of await modelObjects(invocation, world)) {
      const { clusterIp, externalIp, loadBalancerIp } = flags;
      const wish = { ...flags, clusterIp, externalIp, loadBalancerIp, selector, labels };
      const object = overridden(exposingService(exposed, wish), flags);
      await storeNewObject(invocation, world, { object, result: 'exposed' });
    }
    return 0;
  },
});
