import { defineCommand, type Invocation } from '../cli/command-spec.ts';
import { usageError } from '../cli/usage-error.ts';
import { podObject } from '../cluster/objects/pod.ts';
import { CliError } from '../model/cli-error.ts';
import type { ObservedPod } from '../model/pod.ts';
import type { LogOptions, Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { labelQuery } from './object-query.ts';
import { logSources } from './pods/log-sources.ts';
import { printLogs } from './pods/print-logs.ts';
import { forLogs, meantPods } from './pods/select-pods.ts';
import { parseTime } from './pods/parse-time.ts';
import { podRunningTimeoutFlag, selectorFlag } from './shared-flags.ts';

const flags = {
  'all-containers': { type: 'bool', description: "Get all containers' logs in the pod(s)." },
  'all-pods': { type: 'bool', description: 'Get logs from all pod(s). Sets prefix to true.' },
  container: { type: 'string', short: 'c', description: 'Print the logs of this container' },
  follow: { type: 'bool', short: 'f', description: 'Specify if the logs should be streamed.' },
  'ignore-errors': {
    type: 'bool',
    description: 'If watching / following pod logs, allow for any errors that occur to be non-fatal',
  },
  'insecure-skip-tls-verify-backend': {
    type: 'bool',
    hidden: true,
    description: 'Skip verifying the identity of the kubelet that logs are requested from.',
  },
  'limit-bytes': {
    type: 'int',
    description: 'Maximum bytes of logs to return. Defaults to no limit.',
  },
  'max-log-requests': {
    type: 'int',
    default: 5,
    description:
      'Specify maximum number of concurrent logs to follow when using by a selector. Defaults to 5.',
  },
  ...podRunningTimeoutFlag('20s'),
  prefix: {
    type: 'bool',
    description: 'Prefix each log line with the log source (pod name and container name)',
  },
  previous: {
    type: 'bool',
    short: 'p',
    description: 'If true, print the logs for the previous instance of the container in a pod if it exists.',
  },
  ...selectorFlag,
  since: {
    type: 'duration',
    description:
      'Only return logs newer than a relative duration like 5s, 2m, or 3h. Defaults to all logs. Only one of since-time / since may be used.',
  },
  'since-time': {
    type: 'string',
    description:
      'Only return logs after a specific date (RFC3339). Defaults to all logs. Only one of since-time / since may be used.',
  },
  tail: {
    type: 'int',
    default: -1,
    description:
      'Lines of recent log file to display. Defaults to -1 with no selector, showing all log lines otherwise 10, if a selector is provided.',
  },
  timestamps: { type: 'bool', description: 'Include timestamps on each line in the log output' },
} as const;

export const command = defineCommand({
  usage: 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]',
  long: `
Print the logs for a container in a pod or specified resource. If the pod has only one container, the container name is optional.

With -f, berth follows a container over its restarts.`,
  examples: `
# Return snapshot logs from pod nginx with only one container
berth logs nginx

# Return snapshot logs from pod nginx, prefixing each line with the source pod and container name
berth logs nginx --prefix

# Return snapshot logs from pod nginx, limiting output to 500 bytes
berth logs nginx --limit-bytes=500

# Return snapshot logs from pod nginx, waiting up to 20 seconds for it to start running.
berth logs nginx --pod-running-timeout=20s

# Return snapshot logs from pod nginx with multi containers
berth logs nginx --all-containers=true

# Return snapshot logs from all pods in the deployment nginx
berth logs deployment/nginx --all-pods=true

# Return snapshot logs from all containers in pods defined by label app=nginx
berth logs -l app=nginx --all-containers=true

# Return snapshot logs from all pods defined by label app=nginx, limiting concurrent log requests to 10 pods
berth logs -l app=nginx --max-log-requests=10

# Return snapshot of previous terminated ruby container logs from pod web-1
berth logs -p -c ruby web-1

# Begin streaming the logs from pod nginx, continuing even if errors occur
berth logs nginx -f --ignore-errors=true

# Begin streaming the logs of the ruby container in pod web-1
berth logs -f -c ruby web-1

# Begin streaming the logs from all containers in pods defined by label app=nginx
berth logs -f -l app=nginx --all-containers=true

# Display only the most recent 20 lines of output in pod nginx
berth logs --tail=20 nginx

# Show all logs from pod nginx written in the last hour
berth logs --since=1h nginx

# Show all logs with timestamps from pod nginx starting from August 30, 2024, at 06:00:00 UTC
berth logs nginx --since-time=2024-08-30T06:00:00Z --timestamps=true

# Return snapshot logs from first container of a job named hello
berth logs job/hello

# Return snapshot logs from container nginx-1 of a deployment named nginx
berth logs deployment/nginx -c nginx-1`,
  flags,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const container = checkArgs(invocation);
    const query = queryOf(invocation, world.clock.now());
    const runtime = await invocation.runtime();
    const pods = await podsOf(runtime, invocation, world);
    const sources = pods.flatMap((pod) => logSources(pod, { ...flags, container }, world));
    if (flags.follow && sources.length > flags.maxLogRequests && sources.length > 1) {
      const limit = `maximum allowed concurrency is ${flags.maxLogRequests}`;
      throw new CliError(
        'usage',
        `you are attempting to follow ${sources.length} log streams, but ${limit}, use --max-log-requests to increase the limit`,
      );
    }
    const prefix = flags.prefix || flags.allPods;
    await printLogs(runtime, sources, query, { ...flags, prefix }, world);
    return 0;
  },
});

type LogsInvocation = Invocation<typeof flags>;

/** The container that is named, by flag or in line; empty without one. */
const checkArgs = (invocation: LogsInvocation): string => {
  const { args, flags, given } = invocation;
  const [, inline = ''] = args;
  if (args.length > 2 || (args.length === 0 && flags.selector === '')) {
    throw usageError(
      invocation,
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  }
  if (args.length === 1 && flags.selector !== '') {
    throw usageError(invocation, 'only a selector (-l) or a POD name is allowed');
  }
  if (given('container') && inline !== '') {
    throw new CliError('usage', 'only one of -c or an inline [CONTAINER] arg is allowed');
  }
  const container = inline === '' ? flags.container : inline;
  if (flags.allContainers && container !== '') {
    const flag = '--all-containers=true';
    throw new CliError('usage', `${flag} should not be specified with container name ${container}`);
  }
  return container;
};

const SELECTOR_TAIL = 10;
const SECOND = 1_000;

const queryOf = ({ flags, given }: LogsInvocation, now: number): LogOptions => {
  const { since, sinceTime, tail, limitBytes, selector } = flags;
  if (sinceTime !== '' && since !== 0) {
    throw new CliError('usage', 'at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (limitBytes < 0) throw new CliError('usage', '--limit-bytes must be greater than 0');
  if (since < 0) throw new CliError('usage', '--since must be greater than 0');
  if (tail < -1) throw new CliError('usage', '--tail must be greater than or equal to -1');
  const lines = selector !== '' && !given('tail') ? SELECTOR_TAIL : tail;
  return {
    follow: flags.follow,
    run: flags.previous ? 'previous' : 'present',
    ...(lines === -1 ? {} : { tail: lines }),
    ...(sinceTime === '' ? {} : { since: parseTime(sinceTime) }),
    ...(since === 0 ? {} : { since: now - Math.round(since / SECOND) * SECOND }),
  };
};

const podsOf = async (
  runtime: Runtime,
  { args, flags, namespace }: LogsInvocation,
  world: World,
): Promise<readonly ObservedPod[]> => {
  const [word] = args;
  if (word === undefined) {
    const isMeant = labelQuery(flags.selector);
    const pods = (await runtime.listPods()).filter(
      (pod) => pod.namespace === namespace && isMeant(podObject(pod)),
    );
    if (pods.length === 0) world.stderr.write(`No resources found in ${namespace} namespace.\n`);
    return pods.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
  const request = { word, namespace, timeout: flags.podRunningTimeout };
  const { pods } = await meantPods(runtime, request, forLogs, world).catch((error: unknown) => {
    throw error instanceof CliError && error.code === 'notFound' ? lostTo(error, namespace) : error;
  });
  const [first] = pods;
  if (flags.allPods || first === undefined) return pods;
  if (pods.length > 1) world.stderr.write(`Found ${pods.length} pods, using pod/${first.name}\n`);
  return [first];
};

/** kubectl's words of a log that nobody writes. */
const lostTo = (error: CliError, namespace: string): CliError =>
  new CliError(
    'noLog',
    `error from server (NotFound): ${error.message} in namespace ${JSON.stringify(namespace)}`,
    { cause: error },
  );
