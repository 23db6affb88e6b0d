import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import type { VolumeInspectInfo } from 'dockerode';
import { MANAGED } from '../../model/labels.ts';
import { type Runtime, RuntimeError, type RuntimeRecord } from '../driver.ts';
import { postJson } from './create-calls.ts';
import { dig } from './dig.ts';
import type { Engine } from './engine.ts';
import { engineWords, httpStatus } from './errors.ts';
import { recordName, recordNamePattern } from './record-name.ts';

/** Records as volumes that nothing ever mounts: the record is in the labels. */
export type Records = Pick<Runtime, 'listRecords' | 'createRecord' | 'removeRecord'>;

const KIND = 'berth.dev/record-kind';
const KEY = 'berth.dev/record-key';
const VERSION = 'berth.dev/record-version';
const BODY = 'berth.dev/record-body';
/** Tells the one writer that made the volume from those that asked for it later. */
const TOKEN = 'berth.dev/record-token';

/** The engine's prune commands spare volumes that have options of their own. */
const DRIVER_OPTIONS = { type: 'tmpfs', device: 'tmpfs' };

type Volume = Pick<VolumeInspectInfo, 'Labels'> & { CreatedAt?: string };

const recordOf = ({ Labels: labels, CreatedAt: createdAt = '' }: Volume): RuntimeRecord | undefined => {
  const { [KIND]: kind, [KEY]: key, [VERSION]: version, [BODY]: body } = labels ?? {};
  if (kind === undefined || key === undefined || version === undefined || body === undefined)
    return undefined;
  return { kind, key, version: Number(version), body, createdAt: Date.parse(createdAt) };
};

/** Undefined where another writer was just that much faster, which podman says in this way. */
const createVolume = (docker: Docker, body: object): Promise<unknown> =>
  postJson(docker, '/volumes/create', body).catch((error: unknown) => {
    if (/volume already exists/.test(engineWords(error))) return undefined;
    throw error;
  });

const unlessGone = (error: unknown): void => {
  // Podman has another status for it while someone else is removing it.
  if (httpStatus(error) !== 404 && !/no such volume/.test(engineWords(error))) throw error;
};

export const createRecords = (engine: Engine): Records => ({
  listRecords: (kinds) =>
    engine.ask(async (docker) => {
      if (kinds?.length === 0) return [];
      // Of several labels all must match, of several names one.
      const names = kinds?.map(recordNamePattern);
      const filters = JSON.stringify({ label: [MANAGED, KIND], ...(names && { name: names }) });
      const { Volumes: volumes } = await docker.listVolumes({ filters });
      return (
        (volumes ?? [])
          .map(recordOf)
          .filter((record) => record !== undefined)
          // Podman is content with any one of the filters.
          .filter(({ kind }) => kinds === undefined || kinds.includes(kind))
      );
    }),

  createRecord: (record) =>
    engine.ask(async (docker) => {
      const name = recordName(record);
      const token = randomBytes(16).toString('hex');
      // Asked for a name that exists, the engine answers with the volume that has it, and its labels.
      const volume = await createVolume(docker, {
        Name: name,
        Driver: 'local',
        DriverOpts: DRIVER_OPTIONS,
        Labels: {
          [MANAGED]: 'true',
          [KIND]: record.kind,
          [KEY]: record.key,
          [VERSION]: String(record.version),
          [TOKEN]: token,
          [BODY]: record.body,
        },
      });
      if (volume === undefined) return false;
      if (dig(volume, 'Labels', MANAGED) === undefined) {
        throw new RuntimeError('conflict', `there is a volume "${name}" that is not berth's own; remove it`);
      }
      return dig(volume, 'Labels', TOKEN) === token;
    }),

  removeRecord: (record) =>
    engine.ask(async (docker) => {
      await docker.getVolume(recordName(record)).remove().catch(unlessGone);
    }),
});
