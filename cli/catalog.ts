/** `npm run catalog -- plan|push|migrate`: compares `tollgate.config.ts` with Stripe, updates Stripe, and moves subscribers to another price. */
import { failureSentence, keyMistake } from '../shared/stripe/catalog/failure.ts';
import { missingPermissions } from '../shared/stripe/catalog/permissions.ts';
import { taxMistake } from '../shared/stripe/catalog/tax-setup.ts';
import { stripeClient } from '../shared/stripe/client.ts';
import { migrateSubscribers } from './catalog/migrate.ts';
import { planOrPush } from './catalog/push.ts';
import { readSettings } from './catalog/settings.ts';

async function main(): Promise<void> {
  const settings = readSettings();
  const { STRIPE_SECRET_KEY = '', STRIPE_API_BASE } = process.env;
  const mistake = keyMistake(STRIPE_SECRET_KEY, settings.mode);
  if (mistake) throw new Error(mistake);
  const { default: catalog } = await import('../tollgate.config.ts');
  const stripe = stripeClient(STRIPE_SECRET_KEY, STRIPE_API_BASE);
  const keepsWebhook = settings.command === 'push' && Boolean(settings.origin);
  const taxes = settings.command !== 'migrate' && catalog.settings.tax !== undefined;
  const missing = await missingPermissions(stripe, settings.command, { keepsWebhook, taxes });
  if (missing.length > 0) throw new Error(lacks(settings.command, missing));
  const untaxable = taxes ? await taxMistake(stripe) : null;
  if (untaxable) throw new Error(untaxable);
  if (settings.command === 'migrate') return migrateSubscribers(stripe, catalog, settings);
  return planOrPush(stripe, catalog, settings);
}

const lacks = (command: string, missing: readonly string[]): string =>
  `The key in STRIPE_SECRET_KEY may not do what ${command} needs: give it ${missing.join(', ')} in the Stripe dashboard. Nothing was changed.`;

try {
  await main();
} catch (error) {
  console.error(failureSentence(error));
  process.exitCode = 1;
}
