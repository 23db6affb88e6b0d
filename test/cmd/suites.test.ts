import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { playScenario } from './play-scenario.ts';
import { countAssertions, readSuite } from './read-suite.ts';

/**
 * Kubernetes judges kubectl by scripts that run it against a server (test/cmd of its repository). These suites
 * are written after them, and berth plays them in kubectl's place. Each says which of its model's cases have no
 * meaning here, and why.
 */

const folder = join(import.meta.dirname, 'suites');
const suites = readdirSync(folder).map((file) => ({
  file,
  suite: readSuite(readFileSync(join(folder, file), 'utf8')),
}));

describe.each(suites)('$file', ({ suite: { scenarios, files, head } }) => {
  const count = scenarios.reduce((sum, scenario) => sum + countAssertions(scenario), 0);

  test(`holds ${count} assertions, and says what it leaves out`, () => {
    expect(head).toMatch(/^# No meaning here:\n# - /m);
  });

  test.each(scenarios)('$title', async (scenario) => {
    expect((await playScenario(scenario, files)).join('\n\n')).toBe('');
  });
});
