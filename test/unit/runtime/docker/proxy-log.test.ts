import { describe, expect, test } from 'vitest';
import { watchLoad } from '../../../../src/runtime/docker/proxy-log.ts';

/** HAProxy 3.2's own words. */
const FIRST_START = ['[NOTICE]   (1) : Initializing new worker (8)', '[NOTICE]   (1) : Loading success.'];
const RELOAD = [
  '[NOTICE]   (1) : Reloading HAProxy',
  '[NOTICE]   (1) : Initializing new worker (11)',
  "[NOTICE]   (11) : config : parsing [/usr/local/etc/haproxy/haproxy.cfg:1]: 'the mark'.",
  '[WARNING]  (8) : Proxy port-80 stopped (cumulated conns: FE: 3, BE: 0).',
  '[NOTICE]   (1) : Loading success.',
];

const statesOf = (lines: readonly string[], mark = 'the mark'): string[] => {
  const watch = watchLoad(mark);
  return lines.map((line) => watch.read(line).kind);
};

const messageOf = (lines: readonly string[]): string | undefined => {
  const watch = watchLoad('the mark');
  const states = lines.map((line) => watch.read(line));
  return states.flatMap((state) => (state.kind === 'refused' ? [state.message] : []))[0];
};

describe('what HAProxy says while it takes a configuration', () => {
  test('of a first start has nothing before it that could go on', () => {
    const lines = ["[NOTICE] (8) : config : parsing [haproxy.cfg:1]: 'the mark'.", ...FIRST_START];
    expect(statesOf(lines).at(-1)).toBe('drained');
  });

  test('counts from the mark on: an earlier success is another one’s', () => {
    expect(statesOf([...FIRST_START, ...RELOAD.slice(0, 2)])).not.toContain('loaded');
    expect(statesOf([...FIRST_START, ...RELOAD]).at(-1)).toBe('loaded');
  });

  test('shows when all processes before have ended', () => {
    const lines = [
      '[NOTICE]   (1) : Initializing new worker (5)',
      '[NOTICE]   (1) : Loading success.',
      ...FIRST_START,
      ...RELOAD,
      '[WARNING]  (1) : Former worker (5) exited with code 0 (Exit)',
      '[WARNING]  (1) : Former worker (8) exited with code 0 (Exit)',
    ];
    expect(statesOf(lines).slice(-2)).toEqual(['loaded', 'drained']);
  });

  test('waits for the process that serves, not for one that never did', () => {
    const failed = [
      '[NOTICE]   (1) : Initializing new worker (9)',
      '[WARNING]  (1) : Failed to load worker (9) exited with code 1 (Exit)',
    ];
    const end = '[WARNING]  (1) : Former worker (8) exited with code 0 (Exit)';
    expect(statesOf([...FIRST_START, ...failed, ...RELOAD, end]).at(-1)).toBe('drained');
  });

  test('names the first thing that is wrong', () => {
    const lines = [
      ...RELOAD.slice(0, 3),
      "[ALERT]    (11) : config : parsing [/usr/local/etc/haproxy/haproxy.cfg:2] : unknown keyword 'broken' out of section.",
      '[ALERT]    (11) : config : Error(s) found in configuration file : /usr/local/etc/haproxy/haproxy.cfg',
      '[ALERT]    (11) : config : Fatal errors found in configuration.',
    ];
    expect(messageOf(lines)).toBe(
      "parsing [/usr/local/etc/haproxy/haproxy.cfg:2] : unknown keyword 'broken' out of section.",
    );
  });

  test('does not take a pod that goes down just then for a fault', () => {
    const lines = [...RELOAD.slice(0, 3), "[ALERT]    (8) : backend 'port-80' has no server available!"];
    expect(messageOf([...lines, ...RELOAD.slice(4)])).toBeUndefined();
  });
});
