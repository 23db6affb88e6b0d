// How a measurement is run: contenders take turns, so that whatever slows the machine slows all of them.
import { spawnSync } from 'node:child_process';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => unknown} run what is timed; or it says itself how long it took: `{ time, notes }`
 * @property {() => unknown} [before] once, before all of it
 * @property {() => unknown} [ready] before each run, untimed
 * @property {() => unknown} [after] puts everything back after each run, untimed
 * @property {() => unknown} [end] once, after all of it
 * @property {() => string | undefined} [missing] why it cannot take part on this machine
 * @property {number} [target] berth's median may be this multiple of the contender's
 */

/**
 * @typedef {object} Measurement
 * @property {string} title
 * @property {number} runs
 * @property {string} [unit] of what the runs say, where that is not time in milliseconds
 * @property {() => unknown} [before] once, before all of it
 * @property {() => unknown} [after] once, after all of it
 * @property {Contender[]} contenders the first is berth
 */

/** @param {Measurement} measurement */
export const measure = async ({ title, unit, runs, before, after, contenders }) => {
  const absent = new Map(contenders.map((contender) => [contender, contender.missing?.()]));
  const present = contenders.filter((contender) => absent.get(contender) === undefined);
  const times = new Map(present.map((contender) => [contender, []]));
  const notes = new Map();
  await before?.();
  try {
    for (const contender of present) await contender.before?.();
    // The first round warms caches up and does not count.
    for (let round = 0; round <= runs; round++) {
      for (const contender of present) {
        const measured = await timed(contender);
        if (round > 0) times.get(contender).push(measured.time);
        notes.set(contender, measured.notes);
      }
    }
  } finally {
    for (const contender of present) await contender.end?.();
    await after?.();
  }
  const [berth] = contenders;
  return {
    title,
    unit,
    runs,
    results: contenders.map((contender) => {
      const { name, target } = contender;
      const own = times.get(contender);
      if (own === undefined) return { name, missing: absent.get(contender) };
      const result = {
        name,
        median: median(own),
        min: Math.min(...own),
        max: Math.max(...own),
        notes: notes.get(contender),
      };
      if (contender === berth || !times.has(berth)) return result;
      return { ...result, ratio: median(times.get(berth)) / result.median, target };
    }),
  };
};

/** @param {Contender} contender */
const timed = async ({ ready, run, after }) => {
  await ready?.();
  const start = performance.now();
  const own = await run();
  const elapsed = performance.now() - start;
  await after?.();
  return own?.time === undefined ? { time: elapsed } : own;
};

/** @param {number[]} values */
const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A program that must succeed: what fails quickly is no measure of speed. */
export const command = (program, args, input) => () => {
  const { status, stderr, error } = spawnSync(program, args, { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed: ${error?.message ?? stderr}`);
};

/**
 * What a program prints.
 * @param {string} program @param {string[]} args
 */
export const read = (program, args) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')} failed: ${error?.message ?? stderr}`);
  return stdout;
};

/** @param {string[]} args */
export const berth = (args, input) => command(process.execPath, ['bin/berth.js', ...args], input);
