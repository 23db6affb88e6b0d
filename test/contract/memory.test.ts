import { createMemoryRuntime } from '../../src/runtime/memory/memory-runtime.ts';
import { createMemoryStore } from '../../src/runtime/memory/memory-store.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createOutsider } from '../support/outsider.ts';
import { runtimeContract } from './runtime-contract.ts';

const clock = createFakeClock();
const store = createMemoryStore({
  images: {
    'forever:1': { present: true },
    'stubborn:1': { present: true, behaviour: { termMs: null } },
    'task:1': { present: true, behaviour: { ends: { afterMs: 50, exitCode: 0 } } },
    'failing:1': { present: true, behaviour: { ends: { afterMs: 50, exitCode: 3 } } },
  },
});
let pullables = 0;

runtimeContract({
  connect: async () => createMemoryRuntime({ clock, store }),
  images: {
    forever: 'forever:1',
    ignoresTerm: 'stubborn:1',
    succeeds: 'task:1',
    fails: { image: 'failing:1', code: 3 },
    pullable: async () => `registry.example/pullable:${(pullables += 1)}`,
    missing: 'web:missing',
    unauthorized: 'registry.example/unauthorized/web:1',
    unreachable: 'unreachable.example:5000/web:1',
  },
  pause: createOutsider({ clock, store }).pause,
});
