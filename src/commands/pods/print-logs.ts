import { containerRef } from '../../model/containers.ts';
import type { LogLine, LogOptions, Runtime } from '../../runtime/driver.ts';
import type { World } from '../../world.ts';
import type { LogSource } from './log-sources.ts';

interface LogPrinting {
  readonly prefix: boolean;
  readonly timestamps: boolean;
  readonly ignoreErrors: boolean;
  /** Of each source; 0 is no limit. */
  readonly limitBytes: number;
}

/** kubectl leaves out the zeros that a fraction of a second ends with. */
const timeText = (at: string): string => at.replace(/\.?0*Z$/, 'Z');

const lineBytes = ({ at, bytes }: LogLine, timestamps: boolean): Buffer =>
  Buffer.concat([Buffer.from(timestamps ? `${timeText(at)} ` : ''), bytes]);

const printSource = async (
  runtime: Runtime,
  { pod, container }: LogSource,
  options: LogOptions,
  { prefix, timestamps, limitBytes }: LogPrinting,
  { signal, stdout }: World,
): Promise<void> => {
  const title = prefix ? `[pod/${pod.name}/${container}] ` : '';
  let left = limitBytes === 0 ? Number.POSITIVE_INFINITY : limitBytes;
  for await (const line of runtime.logs(containerRef(pod, container), { ...options, signal })) {
    const bytes = lineBytes(line, timestamps).subarray(0, left);
    // In one piece, so that lines of several containers do not mingle.
    stdout.write(Buffer.concat([Buffer.from(title), bytes]));
    left -= bytes.length;
    if (left <= 0) return;
  }
};

/** One after the other, or all at once where they are followed. */
export const printLogs = async (
  runtime: Runtime,
  sources: readonly LogSource[],
  options: LogOptions,
  printing: LogPrinting,
  world: World,
): Promise<void> => {
  const print = (source: LogSource): Promise<void> => printSource(runtime, source, options, printing, world);
  if (options.follow !== true || sources.length < 2) {
    for (const source of sources) await print(source);
    return;
  }
  const forgive = (error: unknown): void => {
    if (!printing.ignoreErrors || !(error instanceof Error)) throw error;
    world.stdout.write(`error: ${error.message}\n`);
  };
  await Promise.all(sources.map((source) => print(source).catch(forgive)));
};
