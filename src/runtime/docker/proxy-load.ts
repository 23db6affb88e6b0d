import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { Container, Docker } from './docker.ts';
import { CONFIGURATION_FOLDER, type ProxyConfiguration } from '../../model/proxy.ts';
import { MANAGED } from '../../model/labels.ts';
import { RuntimeError } from '../driver.ts';
import { readFrames } from './frames.ts';
import { tarOf, untar } from './tar.ts';
import { CONFIGURATION_FILE } from './proxy-container.ts';
import { markedText, markOf, watchLoad } from './proxy-log.ts';

/** Brings a configuration into a proxy, and finds out what became of it. */

/** Longer than HAProxy needs to start on a machine that is busy. */
const LOAD_MS = 15_000;
/**
 * How long connections of before may go on before the pods that they lead to are asked to end. Idle ones of http are
 * closed sooner than that.
 */
const DRAIN_MS = 4_000;
/** Enough to find out which process serves now. */
const LINES_BACK = 500;

export const newMark = (): string => markOf(randomBytes(8).toString('hex'));

export const putConfiguration = async (
  container: Container,
  { text, files = {} }: ProxyConfiguration,
  mark: string,
): Promise<void> => {
  for (const [name, content] of Object.entries(files)) {
    await container.putArchive(tarOf(name, content), { path: CONFIGURATION_FOLDER });
  }
  await container.putArchive(tarOf(CONFIGURATION_FILE, markedText(text, mark)), {
    path: CONFIGURATION_FOLDER,
  });
};

const presentConfiguration = async (container: Container): Promise<string> => {
  const stream = await container.getArchive({ path: `${CONFIGURATION_FOLDER}/${CONFIGURATION_FILE}` });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return untar(Buffer.concat(parts));
};

/** `  server web-5d7f 10.0.0.1:8080 check` */
const SERVER = /^ *server \S+ ((\S+):\d+)/gm;

/** The addresses that connections of before may lead to and new ones may not. */
const droppedAddresses = (before: string, after: string): Set<string> => {
  const kept = new Set(Array.from(after.matchAll(SERVER), ([, server]) => server));
  const servers = Array.from(before.matchAll(SERVER));
  return new Set(servers.flatMap(([, server, address = '']) => (kept.has(server) ? [] : [address])));
};

/** Whether someone is there still to answer on those connections. Nothing is to be waited for from the dead. */
const areDropsAlive = async (docker: Docker, before: string, after: string): Promise<boolean> => {
  const dropped = droppedAddresses(before, after);
  if (dropped.size === 0) return false;
  const running = await docker.listContainers({ filters: { label: [MANAGED] } });
  return running.some(({ NetworkSettings }) =>
    Object.values(NetworkSettings?.Networks ?? {}).some(({ IPAddress }) => dropped.has(IPAddress)),
  );
};

/** The end of the stream and its being called off are the same here: nothing more is to be read. */
const written = async function* (logs: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const { bytes } of readFrames(logs)) yield bytes;
  } catch {
    return;
  }
};

/**
 * Resolves when the configuration with this mark is in use and, with `drain`, connections that follow earlier ones
 * have ended or had their time.
 */
export const loaded = async (container: Container, mark: string, drain: boolean): Promise<void> => {
  const logs = await container.logs({ follow: true, stdout: true, stderr: true, tail: LINES_BACK });
  const giveUp = (): void => void logs.destroy();
  let timer = setTimeout(giveUp, LOAD_MS);
  const watch = watchLoad(mark);
  let last = '';
  let isLoaded = false;
  try {
    for await (const line of createInterface({ input: Readable.from(written(logs)) })) {
      const state = watch.read(line);
      last = line;
      if (state.kind === 'refused') {
        throw new RuntimeError('invalid', `the proxy refuses its configuration: ${state.message}`);
      }
      if (state.kind === 'drained' || (state.kind === 'loaded' && !drain)) return;
      if (state.kind === 'waiting' || isLoaded) continue;
      isLoaded = true;
      clearTimeout(timer);
      timer = setTimeout(giveUp, DRAIN_MS);
    }
    if (!isLoaded) throw new RuntimeError('failed', `the proxy did not take its configuration: ${last}`);
  } finally {
    clearTimeout(timer);
    giveUp();
  }
};

/**
 * Gives a proxy that serves another configuration. A file that it refused would keep it from coming back after the
 * next restart, so the old one takes its place again.
 */
export const reload = async (
  docker: Docker,
  id: string,
  configuration: ProxyConfiguration,
): Promise<void> => {
  const container = docker.getContainer(id);
  const before = await presentConfiguration(container);
  const mark = newMark();
  await putConfiguration(container, configuration, mark);
  try {
    await container.kill({ signal: 'SIGUSR2' });
    await loaded(container, mark, await areDropsAlive(docker, before, configuration.text));
  } catch (error) {
    await container.putArchive(tarOf(CONFIGURATION_FILE, before), { path: CONFIGURATION_FOLDER });
    throw error;
  }
};
