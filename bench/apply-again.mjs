// How long it takes to find out that nothing is to be done.
import { composeMissing, runCompose } from './compose.mjs';
import { berth, command } from './measure.mjs';
import { composeFile, manifest, REPLICAS } from './twenty-pods.mjs';

/** @type {import('./measure.mjs').Measurement} */
export const applyAgain = {
  title: `apply of ${REPLICAS} replicas that are there`,
  runs: 11,
  before: berth(['apply', '-f', '-'], manifest),
  after: berth(['delete', '-f', '-'], manifest),
  contenders: [
    { name: 'berth apply', run: berth(['apply', '-f', '-'], manifest) },
    { name: 'node -e 0', run: command(process.execPath, ['-e', '0']), target: 2 },
    {
      name: 'compose up',
      missing: composeMissing,
      before: runCompose(['up', '-d', '--wait'], composeFile),
      run: runCompose(['up', '-d', '--wait'], composeFile),
      end: runCompose(['down'], composeFile),
    },
  ],
};
