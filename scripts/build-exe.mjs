// npm run build:exe: dist/berth, one file that needs no Node. CONTRIBUTING.md says why bun makes it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The package's own script would put bun in its place, but packages run no scripts here. */
const own = `node_modules/@oven/bun-${process.platform}-${process.arch}/bin/bun`;
const bun = existsSync(own) ? own : 'node_modules/.bin/bun';

for (const script of ['generate-schema', 'generate-documentation']) {
  execFileSync(process.execPath, [`scripts/${script}.mjs`], { stdio: 'inherit' });
}
const how = ['build', '--compile', '--minify', '--bytecode', '--no-compile-autoload-dotenv'];
execFileSync(bun, [...how, '--no-compile-autoload-bunfig', 'src/main.ts', '--outfile', 'dist/berth'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
