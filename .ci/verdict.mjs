// node .ci/verdict.mjs RESULTS STATUS: judges the test run that wrote RESULTS (vitest's JSON) and ended with STATUS.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** The tests that prove something about a real engine: each of these must have run, and none may be left out. */
const ON_THE_ENGINE = ['test/engine/', 'test/contract/docker.test.ts'];

const [file, status] = process.argv.slice(2);

const readResults = () => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { testResults: [] };
  }
};

const tests = readResults().testResults.flatMap(({ name, status: fileStatus, assertionResults }) => {
  const path = relative(process.cwd(), name);
  // A file that could not be loaded has no tests of its own, and is one failure.
  if (assertionResults.length === 0) return [{ path, status: fileStatus }];
  return assertionResults.map(({ fullName, status: outcome, failureMessages }) => ({
    path,
    fullName,
    status: outcome,
    // A test keeps what its first try failed of.
    firstFailure: outcome === 'passed' ? failureMessages[0] : undefined,
  }));
});

const count = (wanted) => tests.filter((test) => wanted(test)).length;
const hasRun = ({ status: outcome }) => outcome === 'passed' || outcome === 'failed';
const passed = count((test) => test.status === 'passed');
const failed = count((test) => test.status === 'failed');
const skipped = count((test) => !hasRun(test));

const complaints = ON_THE_ENGINE.flatMap((place) => {
  const here = tests.filter(({ path }) => path.startsWith(place));
  if (!here.some(hasRun)) return [`No test of ${place} has run on the engine.`];
  return here.every(hasRun) ? [] : [`Tests of ${place} were skipped; they must run on the engine.`];
});
if (Number(status) !== 0) complaints.push(`The tests ended with status ${status}.`);

for (const { path, fullName, firstFailure } of tests) {
  if (firstFailure === undefined) continue;
  console.log(`Passed at the second try only: ${path} ${fullName}\n  ${firstFailure.split('\n')[0]}`);
}
for (const complaint of complaints) console.log(complaint);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = complaints.length === 0 && failed === 0 ? 0 : 1;
