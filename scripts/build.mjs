// Bundles src/main.ts into dist/berth.cjs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const PROGRAM = 'dist/berth.cjs';
const DOCUMENTATION = 'dist/documentation.json';

/**
 * Node's own modules, each loaded when something of it is first used: a `get pods` that loaded all that are imported
 * somewhere would take a sixth longer.
 */
const lazily = (load) => (id) => {
  if (!id.startsWith('node:')) return load(id);
  return new Proxy(
    {},
    {
      get: (_, key) => load(id)[key],
      has: (_, key) => key in load(id),
      ownKeys: () => Reflect.ownKeys(load(id)),
      getOwnPropertyDescriptor: (_, key) => ({
        ...Reflect.getOwnPropertyDescriptor(load(id), key),
        configurable: true,
      }),
    },
  );
};

/** What only `explain` reads stays beside the program. It is required from bin/berth.js. */
const documentation = {
  name: 'documentation',
  setup: (build) => {
    build.onResolve({ filter: /\/documentation\.generated\.json$/ }, () => ({
      path: `../${DOCUMENTATION}`,
      external: true,
    }));
  },
};

for (const script of ['generate-schema', 'generate-documentation']) {
  execFileSync(process.execPath, [`scripts/${script}.mjs`], { stdio: 'inherit' });
}
rmSync('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.ts'],
  outfile: PROGRAM,
  bundle: true,
  // One file of CommonJS: an ES module costs Node 4 ms before it runs, and each further file half of one.
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // The program is run as a script with what V8 made of it before, and scripts import nothing.
  supported: { 'dynamic-import': false },
  minify: true,
  legalComments: 'none',
  banner: { js: `require = (${lazily.toString()})(require);` },
  plugins: [documentation],
  logLevel: 'warning',
});
cpSync('src/manifest/documentation.generated.json', DOCUMENTATION);
// bin/berth.js knows by this mark whether it has seen the program before.
const mark = createHash('sha256').update(readFileSync(PROGRAM)).digest('hex').slice(0, 16);
appendFileSync(PROGRAM, `//${mark}`);
