// Bundles src/main.ts into dist/. What only some commands need is split off and loaded on demand.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

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
  // Native accelerators of ssh2: berth runs without them.
  external: ['cpu-features', './crypto/build/Release/sshcrypto.node'],
  // Bundled CommonJS packages still call require for Node's own modules.
  banner: {
    js: "import { createRequire as $berthRequire } from 'node:module'; const require = $berthRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
