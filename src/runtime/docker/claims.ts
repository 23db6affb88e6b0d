import { CLAIM } from '../../model/labels.ts';
import type { Runtime } from '../driver.ts';
import type { Engine } from './engine.ts';
import { unlessStatus } from './errors.ts';
import { claimVolumeName } from './pod/volumes.ts';

/** Claims as named volumes, which stay until they are removed by name. */
export const createClaims = (engine: Engine): Pick<Runtime, 'listClaims' | 'removeClaim'> => ({
  listClaims: () =>
    engine.ask(async (docker) => {
      const filters = { label: [CLAIM] };
      const { Volumes: volumes } = await docker.listVolumes({ filters });
      return (volumes ?? []).flatMap(({ Labels: labels }) => {
        const [namespace, name] = (labels?.[CLAIM] ?? '').split('/');
        return namespace === undefined || name === undefined ? [] : [{ namespace, name }];
      });
    }),

  removeClaim: ({ namespace, name }) =>
    engine.ask(async (docker) => {
      await docker.getVolume(claimVolumeName(namespace, name)).remove().catch(unlessStatus(404));
    }),
});
