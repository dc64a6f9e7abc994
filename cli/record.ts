/** `npm run record`: runs every case of the rehearsal against the simulator, and writes the recordings and the table of docs/rehearsal.md. */
import { cases } from '../rehearsal/cases/wiring.ts';
import { keepRecording } from '../rehearsal/recordings.ts';
import { runSimulated } from '../rehearsal/run-simulated.ts';
import { writeTable } from '../rehearsal/table.ts';

const day = new Date().toISOString().slice(0, 10);
let failures = 0;
for (const each of cases) {
  const outcome = await runSimulated(each);
  for (const { belief, says } of outcome.wrong) console.error(`${each.id}: ${belief} does not hold: ${says}`);
  if (outcome.failure !== null) console.error(`${each.id}: ${outcome.failure}`);
  if (outcome.failure !== null || outcome.wrong.length > 0) failures++;
  else if (keepRecording(outcome, { source: 'simulator', day })) console.log(`${each.id}: recorded`);
}
writeTable();
console.log(`${cases.length} cases, ${failures} failed.`);
process.exitCode = failures > 0 ? 1 : 0;
