import type { Flags } from './flag-spec.ts';

const clusterOnly = 'berth talks to a Docker daemon (DOCKER_HOST, --context) and reads no kubeconfig';

/** A flag that only means something to a Kubernetes API server. */
const foreign = (description: string, short?: string) =>
  ({
    type: 'string',
    ...(short === undefined ? {} : { short }),
    hidden: true,
    warning: clusterOnly,
    description,
  }) as const;

/** Flags that every command takes, before or after the verb. */
export const globalFlags = {
  context: {
    type: 'string',
    description: 'The name of the docker context to use',
  },
  'enforce-requests': {
    type: 'bool',
    description:
      'If true, pods whose CPU and memory requests do not fit beside those of the others stay Pending. The cluster remembers it, for every command, until it is given as false. Without it BERTH_ENFORCE_REQUESTS counts.',
  },
  'host-address': {
    type: 'string',
    description:
      'The address of this machine at which ports of Services and Ingresses are published. Without it BERTH_HOST_ADDRESS counts, then the address they have, and then 127.0.0.1.',
  },
  'ingress-http-port': {
    type: 'int',
    hidden: true,
    description: 'The port of this machine at which Ingresses are served. Without it 80.',
  },
  'ingress-https-port': {
    type: 'int',
    hidden: true,
    description: 'The port of this machine at which Ingresses are served with TLS. Without it 443.',
  },
  help: { type: 'bool', short: 'h', hidden: true, description: 'Show how a command is used.' },
  namespace: {
    type: 'string',
    short: 'n',
    description: 'If present, the namespace scope for this CLI request',
  },
  runtime: {
    type: 'string',
    description:
      'Where pods run. One of: (docker, memory). memory simulates them in a file, for trying berth and manifests where there is no Docker daemon. Without it BERTH_RUNTIME counts, and then docker.',
  },
  v: { type: 'int', short: 'v', hidden: true, description: 'number for the log level verbosity' },

  'cache-dir': { type: 'string', hidden: true, description: 'Default cache directory' },
  'disable-compression': { type: 'bool', hidden: true, description: 'Opt out of response compression' },
  'log-flush-frequency': { type: 'duration', hidden: true, description: 'Time between log flushes' },
  'match-server-version': { type: 'bool', hidden: true, description: 'Require equal versions' },
  'request-timeout': {
    type: 'string',
    hidden: true,
    description: 'The length of time to watch before giving up',
  },
  vmodule: { type: 'string', hidden: true, description: 'Settings for file-filtered logging' },

  as: foreign('Username to impersonate for the operation'),
  'as-group': { type: 'list', hidden: true, warning: clusterOnly, description: 'Group to impersonate' },
  'as-uid': foreign('UID to impersonate for the operation'),
  'certificate-authority': foreign('Path to a cert file for the certificate authority'),
  'client-certificate': foreign('Path to a client certificate file for TLS'),
  'client-key': foreign('Path to a client key file for TLS'),
  cluster: foreign('The name of the kubeconfig cluster to use'),
  'insecure-skip-tls-verify': {
    type: 'bool',
    hidden: true,
    warning: clusterOnly,
    description: "Do not check the server's certificate",
  },
  kubeconfig: foreign('Path to the kubeconfig file'),
  password: foreign('Password for basic authentication'),
  server: foreign('The address and port of the Kubernetes API server', 's'),
  'tls-server-name': foreign('Server name for certificate validation'),
  token: foreign('Bearer token for authentication'),
  user: foreign('The name of the kubeconfig user to use'),
  username: foreign('Username for basic authentication'),
} as const satisfies Flags;
