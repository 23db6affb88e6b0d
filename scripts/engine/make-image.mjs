// A folder of files → a Docker image.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run } from './command.mjs';

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Writes the image in the form that docker load reads, because docker import knows no stop signal. The image
 * gets its name only when `trial` has run in a container of it.
 * @param {string} root the image's files
 * @param {string} name
 * @param {{ Env?: string[], Cmd: string[], [setting: string]: unknown }} settings in the engine's own terms
 * @param {string[]} trial
 */
export const makeImage = (root, name, settings, trial) => {
  const folder = `${root}-image`;
  const layer = join(folder, 'layer.tar');
  mkdirSync(folder);
  run('tar', ['--create', '--file', layer, '--numeric-owner', '--directory', root, '.']);
  const digest = createHash('sha256').update(readFileSync(layer)).digest('hex');
  const config = {
    os: 'linux',
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    created: new Date().toISOString(),
    config: {
      ...settings,
      Env: [PATH, ...(settings.Env ?? [])],
      Labels: { 'berth.dev/stand-in': 'true' },
    },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
  };
  const manifest = [{ Config: 'config.json', Layers: ['layer.tar'] }];
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  run('tar', ['--create', '--file', `${folder}.tar`, '--directory', folder, '.']);

  const id = run('docker', ['load', '--quiet', '--input', `${folder}.tar`]).replace('Loaded image ID: ', '');
  try {
    run('docker', ['run', '--rm', '--network', 'none', id, ...trial]);
    run('docker', ['tag', id, name]);
  } catch (error) {
    attempt('docker', ['image', 'rm', id]);
    throw error;
  }
};
