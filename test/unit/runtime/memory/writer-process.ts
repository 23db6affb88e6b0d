import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { realClock } from '../../../../src/real-clock.ts';
import { openFileStore } from '../../../../src/runtime/memory/file-store.ts';
import { createMemoryRuntime } from '../../../../src/runtime/memory/memory-runtime.ts';

/** Says that it is ready, waits for a line, then races for versions of one record; prints those that it won. */
const [file = '', name = '', first = '', last = ''] = process.argv.slice(2);
const runtime = createMemoryRuntime({ clock: realClock, store: openFileStore(file) });

writeSync(1, 'ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
for (let version = Number(first); version <= Number(last); version += 1) {
  const won = await runtime.createRecord({ kind: 'Race', key: 'default/contended', version, body: name });
  if (won) writeSync(1, `${version}\n`);
}
