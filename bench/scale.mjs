// How time and memory grow with the size of a cluster and of a manifest: twice as much should take twice as long.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

let folder = '';

/** Each size in a process of its own, so that one's memory is not the other's. */
const work = (subject, size) => () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'in-turn.mjs'), subject, size],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${subject} of ${size} failed: ${stderr}`);
  const { time, memory, result } = JSON.parse(stdout);
  return { time, notes: `${memory} MiB, ${result}` };
};

/** `doubled`: what twice the size may cost. */
const growth = (subject, title, unit, size, doubled) => ({
  title,
  runs: 5,
  before: async () => {
    folder = mkdtempSync(join(tmpdir(), 'berth-bench-'));
    const names = ['in-turn', 'planner', 'documents'];
    const entryPoints = names.map((name) => `bench/scale/${name}.mjs`);
    const banner = {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    };
    await build({
      entryPoints,
      bundle: true,
      platform: 'node',
      format: 'esm',
      outdir: folder,
      banner,
      outExtension: { '.js': '.mjs' },
    });
  },
  after: () => rmSync(folder, { recursive: true, force: true }),
  contenders: [
    { name: `${size} ${unit}`, run: work(subject, String(size)) },
    { name: `${size / 2} ${unit}`, run: work(subject, String(size / 2)), target: doubled },
    { name: `${size / 4} ${unit}`, run: work(subject, String(size / 4)), target: 5 },
  ],
});

export const plan = growth('planner', 'plan and status of 10,000 pods', 'pods', 10_000, 2.2);
export const documents = growth('documents', 'validate and merge 5,000 documents', 'documents', 5_000, 2.2);
