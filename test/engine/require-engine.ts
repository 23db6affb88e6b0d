import { execFileSync } from 'node:child_process';

/** A test that needs the engine fails without one; it is never skipped. */
export const setup = (): void => {
  try {
    execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'pipe' });
  } catch (error) {
    throw new Error('No Docker engine answers. Start one with: npm run engine', { cause: error });
  }
};
