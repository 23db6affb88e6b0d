// npm run bench: berth side by side with what it is compared to, in one run on one machine.
// npm run --silent bench -- --json prints the same as JSON, and --chart=FILE draws it.
// npm run bench -- apply measures only what has that word in its title.
import { cpus } from 'node:os';
import { writeFileSync } from 'node:fs';
import { apply } from './apply.mjs';
import { applyAgain } from './apply-again.mjs';
import { chart } from './chart.mjs';
import { remove } from './delete.mjs';
import { getPods } from './get-pods.mjs';
import { measure } from './measure.mjs';
import { replace } from './replace.mjs';
import { documents, plan } from './scale.mjs';
import { singleFile } from './single-file.mjs';
import { proxyMemory, requestRate, requestTail } from './through-service.mjs';
import { oneService, twelveServices } from './twelve-services.mjs';

const figure =
  (unit = ' ms') =>
  (value) =>
    `${value < 100 ? value.toFixed(1) : Math.round(value)}${unit}`;

const row =
  (unit) =>
  ({ name, missing, median, min, max, ratio, target, notes }) => {
    if (missing !== undefined) return [name, `left out: ${missing}`];
    const times = [median, min, max].map(figure(unit));
    if (ratio === undefined) return [name, ...times, notes ?? ''];
    const verdict =
      target === undefined ? [] : [`${ratio <= target ? 'met' : 'MISSED'}: at most ${target} ×`];
    return [name, ...times, `${ratio.toFixed(2)} ×`, [...verdict, ...(notes ? [notes] : [])].join('; ')];
  };

const WIDTHS = [18, 10, 10, 10, 10, 0];
const line = (cells) =>
  cells
    .map((cell, index) => cell.padEnd(WIDTHS[index]))
    .join(' ')
    .trimEnd();

const table = ({ title, unit, runs, results }) =>
  [
    `${title} (${runs} runs)`,
    ...[['', 'MEDIAN', 'MIN', 'MAX', 'BERTH IS', 'TARGET'], ...results.map(row(unit))].map(line),
    '',
  ].join('\n');

const all = [
  getPods,
  singleFile,
  applyAgain,
  apply,
  replace,
  remove,
  twelveServices,
  oneService,
  requestRate,
  requestTail,
  proxyMemory,
  plan,
  documents,
];

const main = async (words, json, chartFile) => {
  const wanted = all.filter(({ title }) => words.every((word) => title.includes(word)));
  const measurements = [];
  for (const measurement of wanted) {
    process.stderr.write(`Measuring ${measurement.title}.\n`);
    const measured = await measure(measurement);
    measurements.push(measured);
    if (!json) console.log(table(measured));
  }
  const machine = { node: process.version, cpus: cpus().length, cpu: cpus()[0]?.model };
  if (chartFile !== undefined) writeFileSync(chartFile, chart(measurements));
  if (json) console.log(JSON.stringify({ machine, measurements }, null, 2));
};

try {
  const chartFile = process.argv.find((word) => word.startsWith('--chart='))?.slice('--chart='.length);
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  await main(words, process.argv.includes('--json'), chartFile);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
