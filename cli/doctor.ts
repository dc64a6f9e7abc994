/** `npm run doctor`: compares the Stripe account with everything that selling needs, and says what is wrong and what to do. */
import { failureSentence } from '../shared/stripe/catalog/failure.ts';
import { stripeClient } from '../shared/stripe/client.ts';
import { examine } from './doctor/examine.ts';
import { summaryOf, textOf } from './doctor/line.ts';
import { readSettings } from './doctor/settings.ts';

async function main(): Promise<void> {
  const settings = await readSettings();
  const { default: catalog } = await import('../tollgate.config.ts');
  const clientOf = (key: string) => stripeClient(key, process.env.STRIPE_API_BASE);
  const lines = await examine({
    ...settings,
    catalog,
    stripe: clientOf(settings.key),
    functions: clientOf(settings.functionsKey),
    now: new Date(),
  });
  for (const line of lines) console.log(textOf(line));
  console.log(`\n${summaryOf(lines)}`);
  if (lines.some(({ stopsSelling }) => stopsSelling)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(failureSentence(error));
  process.exitCode = 1;
}
