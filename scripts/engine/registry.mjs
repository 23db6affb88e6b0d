// The registry that the tests pull from: Debian's, unpacked beside the tests. Installed, it would run as a service.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled, run, say } from './command.mjs';
import { download, isDebian, isRoot } from './debian.mjs';

const FOLDER = fileURLToPath(new URL('../../.cache/docker-registry', import.meta.url));

/** Where there is none, the tests that need it are not there either. */
export const ensureRegistry = () => {
  if (isInstalled('docker-registry') || fs.existsSync(FOLDER) || !isDebian() || !isRoot()) return;
  const scratch = fs.mkdtempSync(join(tmpdir(), 'berth-registry-'));
  try {
    download('docker-registry', scratch);
    const [file] = fs.readdirSync(scratch);
    const unpacked = join(scratch, 'root');
    run('dpkg-deb', ['--extract', join(scratch, file), unpacked]);
    fs.mkdirSync(FOLDER, { recursive: true });
    fs.copyFileSync(join(unpacked, 'usr/bin/docker-registry'), join(FOLDER, 'docker-registry'));
    say("Unpacked Debian's docker-registry for the tests.");
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
};
