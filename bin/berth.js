#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/berth.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write('berth has not been built yet. Run: npm run build\n');
  process.exitCode = 1;
}
