// How long the commonest question takes to answer, while twenty pods run.
import { berth, command } from './measure.mjs';
import { dockerMissing } from './docker-api.mjs';
import { manifest, NAMESPACE } from './twenty-pods.mjs';

/** @type {import('./measure.mjs').Measurement} */
export const getPods = {
  title: 'get pods',
  runs: 15,
  before: berth(['apply', '-f', '-'], manifest),
  after: berth(['delete', '-f', '-'], manifest),
  contenders: [
    { name: 'berth get pods', run: berth(['get', 'pods', '-n', NAMESPACE]) },
    { name: 'node -e 0', run: command(process.execPath, ['-e', '0']), target: 1.3 },
    { name: 'docker ps', run: command('docker', ['ps']), missing: dockerMissing },
  ],
};
