// Bundles src/main.ts into dist/. What only some commands need is split off and loaded on demand.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

/**
 * dockerode loads these for building images and for an ssh client of its own. berth builds no images and runs
 * the ssh program, so they would be 90 % of the bundle and most of its start.
 */
const unused = {
  name: 'unused',
  setup({ onResolve, onLoad }) {
    const filter = /^(ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|tar-fs|@balena\/dockerignore)$/;
    const byDockerode = /[\\/]node_modules[\\/](dockerode|docker-modem)[\\/]/;
    onResolve({ filter }, ({ path, importer }) =>
      byDockerode.test(importer) ? { path, namespace: 'unused' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** What docker-modem takes from a package, Node has itself. */
const streams = { 'readable-stream': 'node:stream' };

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
  plugins: [unused],
  alias: streams,
  // Bundled CommonJS packages still call require for Node's own modules.
  banner: {
    js: "import { createRequire as $berthRequire } from 'node:module'; const require = $berthRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
