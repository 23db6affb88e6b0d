import { defineCommand } from '../cli/command-spec.ts';
import { type ClusterSnapshot, observe } from '../cluster/observe.ts';
import { CliError } from '../model/cli-error.ts';
import { type Resource, refOf } from '../model/resource.ts';
import { resourceTypeOfKind } from '../model/resource-types.ts';
import { isDeployment } from '../model/workload.ts';
import { converge } from '../reconcile/converge.ts';
import { watchedTarget } from '../reconcile/target.ts';
import type { Runtime } from '../runtime/driver.ts';
import type { World } from '../world.ts';
import { interruptedError } from './bring-about.ts';
import { checkRequest, findIn, notFound, type ObjectRequest, requestedTypes } from './find-objects.ts';
import { resultPrinter } from './result-text.ts';
import { objectRequest } from './select-objects.ts';
import {
  allNamespacesFlag,
  fieldSelectorFlag,
  fileFlags,
  outputFlags,
  selectorFlag,
} from './shared-flags.ts';
import { throwAll } from './throw-all.ts';
import { parseWaitCondition, type WaitCondition } from './wait/wait-condition.ts';
import { createWaiting } from './wait/waiting.ts';
import { proxySettings } from './proxy-settings.ts';

/** What a negative --timeout stands for. */
const WEEK_MS = 7 * 24 * 3_600_000;

export const command = defineCommand({
  usage:
    "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  long: `
Experimental: Wait for a specific condition on one or many resources.

The command takes multiple resources and waits until the specified condition is seen in the Status field of every given resource.

Alternatively, the command can wait for the given set of resources to be created or deleted by providing the "create" or "delete" keyword as the value to the --for flag.

While it waits, it drives on whatever is due and no other command drives.

A successful message will be printed to stdout indicating when the specified condition has been met. You can use -o option to change to output destination.`,
  examples: `
# Wait for the pod "busybox1" to contain the status condition of type "Ready"
berth wait --for=condition=Ready pod/busybox1

# The default value of status condition is true; you can wait for other targets after an equal delimiter (compared after Unicode simple case folding, which is a more general form of case-insensitivity)
berth wait --for=condition=Ready=false pod/busybox1

# Wait for the pod "busybox1" to contain the status phase to be "Running"
berth wait --for=jsonpath='{.status.phase}'=Running pod/busybox1

# Wait for pod "busybox1" to be Ready
berth wait --for='jsonpath={.status.conditions[?(@.type=="Ready")].status}=True' pod/busybox1

# Wait for the service "loadbalancer" to have ingress
berth wait --for=jsonpath='{.status.loadBalancer.ingress}' service/loadbalancer

# Wait for the secret "busybox1" to be created, with a timeout of 30s
berth create secret generic busybox1
berth wait --for=create secret/busybox1 --timeout=30s

# Wait for the pod "busybox1" to be deleted, with a timeout of 60s, after having issued the "delete" command
berth delete pod/busybox1
berth wait --for=delete pod/busybox1 --timeout=60s`,
  flags: {
    ...fileFlags('identifying the resource.'),
    ...selectorFlag,
    ...fieldSelectorFlag,
    ...allNamespacesFlag,
    ...outputFlags(),
    all: {
      type: 'bool',
      description: 'Select all resources in the namespace of the specified resource types',
    },
    for: {
      type: 'string',
      description:
        "The condition to wait on: [create|delete|condition=condition-name[=condition-value]|jsonpath='{JSONPath expression}'=[JSONPath value]]. The default condition-value is true. Condition values are compared after Unicode simple case folding, which is a more general form of case-insensitivity.",
    },
    recursive: {
      type: 'bool',
      short: 'R',
      default: true,
      description:
        'Process the directory used in -f, --filename recursively. Useful when you want to manage related manifests organized within the same directory.',
    },
    timeout: {
      type: 'duration',
      default: '30s',
      description:
        "The length of time to wait before giving up. Zero means check once and don't wait, negative means wait for a week.",
    },
  },
  handlesInterrupt: true,
  run: async (invocation, world) => {
    const { flags } = invocation;
    const condition = parseWaitCondition(flags.for);
    const print = await resultPrinter(flags, 'none', world);
    const request = await objectRequest(invocation, world);
    checkRequest(request);
    const wait = {
      runtime: await invocation.runtime(),
      world,
      request,
      timeoutMs: flags.timeout < 0 ? WEEK_MS : flags.timeout,
      onMet: (object: Resource): void => print([{ object, result: 'condition met' }]),
    };
    await (condition.kind === 'create' ? waitForCreation(wait) : waitForObjects(wait, condition));
    return 0;
  },
});

interface Wait {
  readonly runtime: Runtime;
  readonly world: World;
  readonly request: ObjectRequest;
  readonly timeoutMs: number;
  readonly onMet: (object: Resource) => void;
}

type Look = (snapshot: ClusterSnapshot, now: number) => boolean;

/** Looks until `look` has seen enough or the time is over; the last snapshot. The first may show it already. */
const lookUntil = async (
  { runtime, world, timeoutMs }: Wait,
  first: ClusterSnapshot,
  objects: readonly Resource[],
  look: Look,
): Promise<ClusterSnapshot> => {
  const { clock, env, newHolder, signal } = world;
  const deadline = clock.now() + timeoutMs;
  let seen = first;
  const { machine } = first;
  if (look(seen, clock.now()) || timeoutMs === 0) return seen;
  await converge({
    runtime,
    clock,
    targets: objects.filter(isDeployment).map((object) => watchedTarget(refOf(object), 0)),
    proxySettings: proxySettings({ env }),
    toolsImage: env['BERTH_TOOLS_IMAGE'],
    holder: newHolder(),
    signal,
    until: (snapshot, now) => {
      seen = { ...snapshot, machine };
      return look(seen, now);
    },
    deadline,
    onEvent: () => undefined,
  });
  if (signal.aborted) throw interruptedError('interrupted while waiting for the condition');
  return seen;
};

const firstLook = async ({ runtime, request }: Wait): Promise<ClusterSnapshot> => {
  const asksForNodes = requestedTypes(request.args).some(({ kind }) => kind === 'Node');
  const [snapshot, machine] = await Promise.all([
    observe(runtime),
    asksForNodes ? runtime.machine() : undefined,
  ]);
  return { ...snapshot, machine };
};

const nothingFound = (): CliError => new CliError('noneFound', 'no matching resources found');

const waitForCreation = async (wait: Wait): Promise<void> => {
  const { request, world, onMet } = wait;
  const first = await firstLook(wait);
  let found = findIn(first, request, world.clock.now());
  await lookUntil(wait, first, [], (snapshot, now) => {
    found = findIn(snapshot, request, now);
    return found.missing.length === 0;
  });
  if (found.missing.length > 0) throw new CliError('timedOut', 'timed out waiting for the condition');
  if (found.objects.length === 0) throw nothingFound();
  found.objects.forEach(onMet);
};

const waitForObjects = async (
  wait: Wait,
  condition: Exclude<WaitCondition, { kind: 'create' }>,
): Promise<void> => {
  const { request, world, timeoutMs, onMet } = wait;
  const first = await firstLook(wait);
  const { objects, missing } = findIn(first, request, world.clock.now());
  const isForDelete = condition.kind === 'delete';
  const absent = isForDelete ? [] : missing.map(notFound);
  if (objects.length === 0 && absent.length === 0 && !isForDelete) throw nothingFound();
  const waiting = createWaiting(objects, condition, onMet);
  const seen = await lookUntil(wait, first, objects, waiting.look);
  const { errors, unmet } = waiting.end(seen, world.clock.now());
  const complaint = timeoutMs === 0 ? 'condition not met for' : 'timed out waiting for the condition on';
  // Of several errors kubectl says the bare words.
  const code = absent.length + errors.length + unmet.length > 1 ? 'refused' : 'timedOut';
  throwAll([
    ...absent,
    ...errors,
    ...unmet.map((object) => new CliError(code, `${complaint} ${pluralName(object)}`)),
  ]);
};

/** `deployments/web`. */
const pluralName = ({ kind, metadata }: Resource): string =>
  `${resourceTypeOfKind(kind)?.plural ?? kind.toLowerCase()}/${metadata.name}`;
