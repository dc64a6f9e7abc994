/** `npm run rehearse`: runs the cases of docs/rehearsal.md against Stripe's test mode, cleans up, and writes a report. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { accountOf, settingsIn } from '../rehearsal/account.ts';
import type { Case } from '../rehearsal/case.ts';
import { cases } from '../rehearsal/cases/wiring.ts';
import { keepRecording } from '../rehearsal/recordings.ts';
import { type Rehearsed, rehearse } from '../rehearsal/rehearse.ts';
import { isClean, reportText } from '../rehearsal/report.ts';
import { writeTable } from '../rehearsal/table.ts';
import { failureSentence } from '../shared/stripe/catalog/failure.ts';

/** Cases begin no more and end soon, so that cleaning up ends within 15 minutes. */
const minutes = 13;

const options = { report: { type: 'string', default: 'rehearsal-report.md' }, only: { type: 'string' } } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  const settings = settingsIn(process.env);
  const chosen = chosenFrom(values.only);
  const stop = new AbortController();
  const backend = accountOf(settings, stop.signal);
  const timer = setTimeout(() => stop.abort(new Error('the time was over')), minutes * 60_000);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      console.log(`${signal}: the rehearsal ends and cleans up. A second one ends it at once.`);
      stop.abort(new Error('it was broken off'));
    });
  const began = performance.now();
  const report = (line: string) => console.log(`${Math.round((performance.now() - began) / 1000)} s  ${line}`);
  try {
    finish(await rehearse(chosen, { backend, report }), { source: backend.source, file: values.report });
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Error in one sentence for a name that no case has */
function chosenFrom(only: string | undefined): readonly Case[] {
  if (only === undefined) return cases;
  const names = only.split(',');
  const unknown = names.find((name) => cases.every(({ id }) => id !== name));
  if (unknown !== undefined) throw new Error(`There is no case ${unknown}: docs/rehearsal.md lists them.`);
  return cases.filter(({ id }) => names.includes(id));
}

function finish(
  rehearsed: Rehearsed,
  { source, file }: { readonly source: 'simulator' | 'stripe'; readonly file: string },
) {
  const on = new Date().toISOString().slice(0, 10);
  const account = source === 'stripe' ? 'Stripe’s test mode' : 'A simulator';
  writeFileSync(file, reportText(rehearsed, { on, account }));
  const isAsBelieved = isClean(rehearsed);
  if (source === 'stripe') {
    for (const outcome of rehearsed.outcomes) if (outcome.failure === null) keepRecording(outcome, { source, day: on });
    writeTable();
  }
  console.log(`${rehearsed.outcomes.length} cases ran. The report is ${path.resolve(file)}.`);
  if (!isAsBelieved) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(failureSentence(error));
  process.exitCode = 1;
}
// Sockets of refused requests stay open for half a minute, and nothing waits for them.
process.exit();
