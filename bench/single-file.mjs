// The same question, asked by the form that needs no Node.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { berth, command } from './measure.mjs';
import { manifest, NAMESPACE } from './twenty-pods.mjs';

const EXECUTABLE = 'dist/berth';

const notBuilt = () =>
  existsSync(EXECUTABLE) ? undefined : 'it has not been built (npm run build && npm run build:exe)';

const kubectlMissing = () =>
  spawnSync('kubectl', ['version', '--client']).status === 0 ? undefined : 'there is no kubectl';

/** @type {import('./measure.mjs').Measurement} */
export const singleFile = {
  title: 'get pods, single file',
  runs: 15,
  before: berth(['apply', '-f', '-'], manifest),
  after: berth(['delete', '-f', '-'], manifest),
  contenders: [
    { name: 'berth get pods', missing: notBuilt, run: command(EXECUTABLE, ['get', 'pods', '-n', NAMESPACE]) },
    // It has no cluster to ask here, so this is what it takes without the way there.
    {
      name: 'kubectl version',
      missing: kubectlMissing,
      target: 1,
      run: command('kubectl', ['version', '--client']),
    },
  ],
};
