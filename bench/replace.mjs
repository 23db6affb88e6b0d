// How long it takes to bring twenty replicas from one template to the next.
import { composeMissing, runCompose } from './compose.mjs';
import { berth } from './measure.mjs';
import { composeFile, composeFileOf, manifest, manifestOf, REPLICAS } from './twenty-pods.mjs';

/** @type {import('./measure.mjs').Measurement} */
export const replace = {
  title: `replacing ${REPLICAS} replicas`,
  runs: 3,
  contenders: [
    {
      name: 'berth apply',
      ready: berth(['apply', '-f', '-'], manifest),
      run: berth(['apply', '-f', '-'], manifestOf('2')),
      after: berth(['delete', '-f', '-'], manifest),
    },
    {
      name: 'compose up',
      missing: composeMissing,
      target: 0.8,
      ready: runCompose(['up', '-d', '--wait'], composeFile),
      run: runCompose(['up', '-d', '--wait'], composeFileOf('2')),
      after: runCompose(['down'], composeFile),
    },
  ],
};
