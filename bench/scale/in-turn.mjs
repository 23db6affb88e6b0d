// node in-turn.mjs SUBJECT SIZE: does it once to warm up and once for the record, and tells what it took.
import { prepareDocuments } from './documents.mjs';
import { preparePlan } from './planner.mjs';

const [subject, size] = process.argv.slice(2);
const prepare = { documents: prepareDocuments, planner: preparePlan }[subject];
const work = prepare(Number(size));
work();
const start = performance.now();
const result = work();
const time = performance.now() - start;
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ time, memory, result }));
