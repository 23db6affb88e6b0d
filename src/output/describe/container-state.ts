import { entry, indented, optionalEntry, yesOrNo } from './lines.ts';
import { mailTime } from './time.ts';

interface ContainerStateView {
  readonly running?: { readonly startedAt?: string | null };
  readonly waiting?: { readonly reason?: string };
  readonly terminated?: {
    readonly exitCode?: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly message?: string;
    readonly startedAt?: string | null;
    readonly finishedAt?: string | null;
  };
}

export interface ContainerStatusView {
  readonly name: string;
  readonly containerID?: string;
  readonly imageID?: string;
  readonly ready?: boolean;
  readonly restartCount?: number;
  readonly state?: ContainerStateView;
  readonly lastState?: ContainerStateView;
}

const oneState = (title: string, { running, waiting, terminated }: ContainerStateView): string[] => {
  if (running !== undefined) {
    return [entry(title, 'Running'), ...indented([entry('Started', mailTime(running.startedAt))])];
  }
  if (terminated === undefined) {
    return [entry(title, 'Waiting'), ...indented(optionalEntry('Reason', waiting?.reason))];
  }
  const { exitCode = 0, signal, reason, message, startedAt, finishedAt } = terminated;
  return [
    entry(title, 'Terminated'),
    ...indented([
      ...optionalEntry('Reason', reason),
      ...optionalEntry('Message', message),
      entry('Exit Code', exitCode),
      ...optionalEntry('Signal', signal === 0 ? undefined : signal),
      entry('Started', mailTime(startedAt)),
      entry('Finished', mailTime(finishedAt)),
    ]),
  ];
};

export const stateLines = ({ state, lastState, ready, restartCount }: ContainerStatusView): string[] => [
  ...oneState('State', state ?? {}),
  ...(lastState?.terminated === undefined ? [] : oneState('Last State', lastState)),
  entry('Ready', yesOrNo(ready ?? false)),
  entry('Restart Count', restartCount ?? 0),
];
