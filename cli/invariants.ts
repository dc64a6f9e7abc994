/** `npm run invariants`: checks on a running deployment the sentences that must always be true. It writes nothing. */
import { failureSentence } from '../shared/stripe/catalog/failure.ts';
import { checkInvariants } from './invariants/check.ts';
import { connect } from './invariants/deployment.ts';
import { linesOf } from './invariants/report.ts';
import { readSettings } from './invariants/settings.ts';

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  const { default: catalog } = await import('../tollgate.config.ts');
  const checked = await checkInvariants({ ...(await connect(settings)), catalog });
  for (const line of linesOf(checked)) console.log(line);
  if (checked.findings.some(({ violations }) => violations.length > 0)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(`invariants: ${failureSentence(error)}`);
  process.exitCode = 1;
}
