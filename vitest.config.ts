import { defineConfig } from 'vitest/config';
import { hasKubectl } from './test/support/kubectl.ts';
import { hasSharedData } from './test/support/shared-data.ts';

/** Ends a test that hangs. No test fails because the machine is busy. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Tests of what this machine does not have are not there, rather than skipped. */
const exclude = [
  ...(hasKubectl ? [] : ['test/differential/**', '**/kubectl.test.ts']),
  ...(hasSharedData ? [] : ['**/kubernetes-objects.test.ts', '**/real-files.test.ts']),
];

/** One project per kind of test, so that each can be run alone: `vitest run --project unit`. */
const project = (name: string, include: string | string[], extra: object = {}) => ({
  test: { name, include: [include].flat(), exclude, ...patience, ...extra },
});

/**
 * Tests that share the one real engine of the machine: one file at a time, with time for real containers. Nothing lands
 * without CI, and there the engine is another process on a machine that others use: a test gets a second try, and the
 * verdict names the ones that needed it, for someone to find out why.
 */
const engine = {
  fileParallelism: false,
  retry: process.env['CI'] === undefined ? 0 : 1,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  globalSetup: 'test/engine/require-engine.ts',
};

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/unit/**/*.test.ts', 'test/differential/**/*.test.ts']),
      project('scenario', ['test/scenario/**/*.test.ts', 'test/cmd/**/*.test.ts']),
      project('kubectl', 'test/kubectl/**/*.test.ts', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('contract-memory', 'test/contract/memory.test.ts'),
      project('contract-docker', 'test/contract/docker.test.ts', engine),
      project('engine', 'test/engine/**/*.test.ts', engine),
    ],
  },
});
