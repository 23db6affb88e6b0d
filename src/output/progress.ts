import { awaitsPull } from '../model/pod.ts';
import type { Event, OnEvent } from '../model/event.ts';
import { refKey, type ObjectRef } from '../model/resource.ts';
import type { ProxyRef } from '../model/proxy.ts';
import type { Step } from '../model/step.ts';
import { resourceName } from '../model/resource-types.ts';

/** Shows what goes on while a command works. It writes to stderr only: the result is not its business. */
export interface Progress {
  readonly onEvent: OnEvent;
  /** Leaves the terminal as a plain command would. */
  readonly stop: () => void;
}

const nameOf = (ref: ObjectRef): string => resourceName({ kind: ref.kind, metadata: { name: ref.name } });

const servedBy = ({ service: { kind, name } }: Pick<ProxyRef, 'service'>): string =>
  kind === 'Service' ? `service/${name}` : name;

const subjectOf = (step: Step): string => {
  if ('image' in step) return `image ${step.image}`;
  if ('claim' in step) return `persistentvolumeclaim/${step.claim.name}`;
  return 'pod' in step ? `pod/${step.pod.name}` : servedBy(step.proxy);
};

const startedLine = (pod: string, containers?: readonly string[]): string | undefined => {
  if (containers === undefined) return `pod/${pod} started`;
  return containers.length === 0 ? undefined : `pod/${pod} started: ${containers.join(', ')}`;
};

/** What happened in one line, or undefined where it is not worth one. */
export const eventLine = (event: Event): string | undefined => {
  switch (event.type) {
    case 'stepStarted':
      return undefined;
    case 'stepEnded': {
      const { step } = event.planned;
      switch (step.kind) {
        case 'pullImage':
          return `pulled image ${step.image}`;
        case 'startPod':
          return startedLine(step.pod.name, step.containers);
        case 'removePod':
          return `pod/${step.pod.name} removed`;
        case 'createProxy':
          return `${servedBy(step.proxy)} serves`;
        case 'removeProxy':
          return `${servedBy(step.proxy)} serves no more`;
        case 'holdPod':
          // The pull has a line of its own.
          return awaitsPull(step.waiting) ? undefined : `pod/${step.pod.name} waits: ${step.waiting.message}`;
        case 'createPod':
        case 'removeClaim':
        case 'writeConfig':
        case 'retirePod':
        case 'namePod':
        case 'configureProxy':
        case 'stopPod':
          return undefined;
      }
      break;
    }
    case 'stepFailed': {
      const { step } = event.planned;
      // Creating from an image that is not there is how its absence is found out; the pull is news, this is not.
      if (step.kind.startsWith('create') && event.code === 'imageNotFound') return undefined;
      // A failed pull names its image itself.
      return step.kind === 'pullImage' ? event.message : `${subjectOf(step)}: ${event.message}`;
    }
    case 'leaseWait':
      return `${nameOf(event.workload)}: waiting for another berth command to finish with it`;
    case 'engineLost':
      return `${event.message}; waiting for it to come back`;
    case 'engineBack':
      return 'the engine is back';
    case 'overcommitted':
      return `Warning: ${event.message}`;
    case 'pullProgress':
      return `pulling image ${event.image}`;
    case 'status':
      return undefined;
  }
  return undefined;
};

/** An image that is used as it is, is not pulled: its step makes no progress. */
const isEndOfNoPull = (event: Event, pulling: ReadonlySet<string>): boolean =>
  event.type === 'stepEnded' &&
  event.planned.step.kind === 'pullImage' &&
  !pulling.has(event.planned.step.image);

/** One line per event worth knowing, each thing said once in a row. */
export const lineProgress = (write: (text: string) => void): Progress => {
  const said = new Set<string>();
  const pulling = new Set<string>();
  return {
    onEvent: (event) => {
      if (event.type === 'pullProgress') pulling.add(event.image);
      if (isEndOfNoPull(event, pulling)) return;
      const line = eventLine(event);
      if (line === undefined || (event.type !== 'stepEnded' && said.has(line))) return;
      said.add(line);
      write(`${line}\n`);
    },
    stop: () => {},
  };
};

const MEBIBYTE = 1024 * 1024;

const BAR_LENGTH = 20;

/** `pulling web:1 [=====>              ] 27% of 31.4 MiB` */
export const pullText = (event: Event & { type: 'pullProgress' }): string => {
  const { image, status, current, total } = event;
  if (current === undefined || total === undefined || total === 0) return `pulling ${image}: ${status}`;
  const share = Math.min(1, current / total);
  const done = '='.repeat(Math.floor(BAR_LENGTH * share));
  const bar = (share < 1 ? `${done}>` : done).padEnd(BAR_LENGTH).slice(0, BAR_LENGTH);
  return `pulling ${image} [${bar}] ${Math.floor(100 * share)}% of ${(total / MEBIBYTE).toFixed(1)} MiB`;
};

/** kubectl's sentence without the words that the line's beginning has said. */
const shortStatus = (message: string): string => message.replace(/^Waiting for .* to finish: /, '');

/** A live line per workload and per pull, redrawn in place. */
export const liveProgress = async (stream: NodeJS.WriteStream): Promise<Progress> => {
  const { default: ora } = await import('ora');
  const lines = new Map<string, string>();
  const spinner = ora({ stream, discardStdin: false });
  const draw = (): void => {
    spinner.text = [...lines.values()].join('\n  ');
    if (lines.size > 0 && !spinner.isSpinning) spinner.start();
  };
  const say = (line: string): void => {
    spinner.clear();
    stream.write(`${line}\n`);
  };
  return {
    onEvent: (event) => {
      switch (event.type) {
        case 'status':
          lines.set(refKey(event.workload), `${nameOf(event.workload)}: ${shortStatus(event.message)}`);
          break;
        case 'pullProgress':
          lines.set(event.image, pullText(event));
          break;
        case 'stepEnded':
          if (event.planned.step.kind === 'pullImage') lines.delete(event.planned.step.image);
          break;
        case 'stepStarted':
          break;
        case 'stepFailed':
        case 'leaseWait':
        case 'overcommitted':
        case 'engineLost':
        case 'engineBack': {
          const line = eventLine(event);
          if (line !== undefined && lines.get('news') !== line) {
            lines.set('news', line);
            say(line);
            lines.delete('news');
          }
          break;
        }
      }
      draw();
    },
    stop: () => {
      spinner.stop();
    },
  };
};
