// How long twenty replicas take to go.
import { composeMissing, runCompose } from './compose.mjs';
import { berth } from './measure.mjs';
import { composeFile, manifest, REPLICAS } from './twenty-pods.mjs';

/** @type {import('./measure.mjs').Measurement} */
export const remove = {
  title: `delete of ${REPLICAS} replicas`,
  runs: 5,
  contenders: [
    {
      name: 'berth delete',
      ready: berth(['apply', '-f', '-'], manifest),
      run: berth(['delete', '-f', '-'], manifest),
    },
    {
      name: 'compose down',
      missing: composeMissing,
      target: 1,
      ready: runCompose(['up', '-d', '--wait'], composeFile),
      run: runCompose(['down'], composeFile),
    },
  ],
};
