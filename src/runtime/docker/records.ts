import { randomBytes } from 'node:crypto';
import type { VolumeInspectInfo } from './docker-types.ts';
import { MANAGED } from '../../model/labels.ts';
import { type Runtime, RuntimeError, type RuntimeRecord } from '../driver.ts';
import { dig } from './dig.ts';
import type { Engine } from './engine.ts';
import { createLabelVolume, removeLabelVolume } from './label-volume.ts';
import { listLabelVolumes } from './list-label-volumes.ts';
import { recordName, recordNamePattern } from './record-name.ts';

/** Records as volumes that nothing ever mounts: the record is in the labels. */
export type Records = Pick<Runtime, 'listRecords' | 'createRecord' | 'removeRecord'>;

const KIND = 'berth.dev/record-kind';
const KEY = 'berth.dev/record-key';
const VERSION = 'berth.dev/record-version';
const BODY = 'berth.dev/record-body';
/** Tells the one writer that made the volume from those that asked for it later. */
const TOKEN = 'berth.dev/record-token';

type Volume = Pick<VolumeInspectInfo, 'Labels'> & { CreatedAt?: string };

const recordOf = ({ Labels: labels, CreatedAt: createdAt = '' }: Volume): RuntimeRecord | undefined => {
  const { [KIND]: kind, [KEY]: key, [VERSION]: version, [BODY]: body } = labels ?? {};
  if (kind === undefined || key === undefined || version === undefined || body === undefined)
    return undefined;
  return { kind, key, version: Number(version), body, createdAt: Date.parse(createdAt) };
};

export const createRecords = (engine: Engine): Records => ({
  listRecords: (kinds) =>
    engine.ask(async (docker) => {
      if (kinds?.length === 0) return [];
      const volumes = await listLabelVolumes(docker, { label: KIND, names: kinds?.map(recordNamePattern) });
      return volumes.map(recordOf).filter((record) => record !== undefined);
    }),

  createRecord: (record) =>
    engine.ask(async (docker) => {
      const name = recordName(record);
      const token = randomBytes(16).toString('hex');
      const volume = await createLabelVolume(docker, name, {
        [MANAGED]: 'true',
        [KIND]: record.kind,
        [KEY]: record.key,
        [VERSION]: String(record.version),
        [TOKEN]: token,
        [BODY]: record.body,
      });
      if (volume === undefined) return false;
      if (dig(volume, 'Labels', MANAGED) === undefined) {
        throw new RuntimeError('conflict', `there is a volume "${name}" that is not berth's own; remove it`);
      }
      return dig(volume, 'Labels', TOKEN) === token;
    }),

  removeRecord: (record) => engine.ask((docker) => removeLabelVolume(docker, recordName(record))),
});
