// How long twenty replicas take to run, against the engine's own floor: the bare calls, three at a time.
import { berth } from './measure.mjs';
import { api, socketMissing } from './docker-api.mjs';
import { composeMissing, runCompose } from './compose.mjs';
import { composeFile, IMAGE, manifest, REPLICAS } from './twenty-pods.mjs';

const AT_A_TIME = 3;
const names = Array.from({ length: REPLICAS }, (_, index) => `berth-bench-raw-${index}`);

/** @param {(name: string) => Promise<unknown>} act */
const forAll = async (act) => {
  const left = [...names];
  const lane = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await act(name);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
};

/** @type {import('./measure.mjs').Measurement} */
export const apply = {
  title: `apply of ${REPLICAS} replicas`,
  runs: 5,
  contenders: [
    {
      name: 'berth apply',
      run: berth(['apply', '-f', '-'], manifest),
      after: berth(['delete', '-f', '-'], manifest),
    },
    {
      name: 'raw API calls',
      missing: socketMissing,
      target: 1.1,
      run: () =>
        forAll(async (name) => {
          await api('POST', `/containers/create?name=${name}`, { Image: IMAGE });
          await api('POST', `/containers/${name}/start`);
        }),
      after: () => forAll((name) => api('DELETE', `/containers/${name}?force=true&v=true`)),
    },
    {
      name: 'compose up',
      missing: composeMissing,
      target: 0.75,
      run: runCompose(['up', '-d', '--wait'], composeFile),
      after: runCompose(['down'], composeFile),
    },
  ],
};
