// Bundles src/main.ts into dist/. What only some commands need is split off and loaded on demand.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

execFileSync(process.execPath, ['scripts/generate-schema.mjs'], { stdio: 'inherit' });
rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: { berth: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  // Bundled CommonJS packages still call require for Node's own modules.
  banner: {
    js: "import { createRequire as $berthRequire } from 'node:module'; const require = $berthRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
