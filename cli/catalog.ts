/** `npm run catalog -- plan|push`: compares `tollgate.config.ts` with Stripe, and makes it so. */
import { parseArgs } from 'node:util';
import Stripe from 'stripe';
import { applyChange } from '../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../shared/stripe/catalog/current.ts';
import { describeChanges, pricesToCount } from '../shared/stripe/catalog/describe.ts';
import { desiredCatalog } from '../shared/stripe/catalog/desired.ts';
import { failureSentence, keyMistake } from '../shared/stripe/catalog/failure.ts';
import { missingPermissions } from '../shared/stripe/catalog/permissions.ts';
import { planChanges, type WebhookWanted } from '../shared/stripe/catalog/plan.ts';
import { countSubscribers } from '../shared/stripe/catalog/subscribers.ts';
import { stripeClient } from '../shared/stripe/client.ts';
import { eventTypes } from '../shared/stripe/events.ts';
import { putParameter, readParameter, secretsPathOf } from './parameters.ts';

const usage = `Usage: npm run catalog -- plan|push [--origin https://your.portal --stage STAGE]

  plan   shows what push would change in Stripe, by product, and what who subscribes already keeps
  push   shows the same and changes it; a second push changes nothing

The Stripe key comes from STRIPE_SECRET_KEY; a restricted key will do, and what it lacks is named first. With --origin the webhook endpoint is kept too, and its signing secret is put
into SSM, where the functions of that stage read it.`;

type Settings = {
  readonly command: 'plan' | 'push';
  readonly origin?: string;
  readonly secretsPath?: string;
  /** Of the stage; null where none is named. */
  readonly mode: 'test' | 'live' | null;
};

const lacks = (command: string, missing: readonly string[]): string =>
  `The key in STRIPE_SECRET_KEY may not do what ${command} needs: give it ${missing.join(', ')} in the Stripe dashboard. Nothing was changed.`;

async function main(): Promise<void> {
  const { command, origin, secretsPath, mode } = settings();
  const { STRIPE_SECRET_KEY = '', STRIPE_API_BASE } = process.env;
  const mistake = keyMistake(STRIPE_SECRET_KEY, mode);
  if (mistake) throw new Error(mistake);
  if (origin && !secretsPath) throw new Error('With --origin give --stage too, such as --stage dev.');
  const { default: catalog } = await import('../tollgate.config.ts');
  const stripe = stripeClient(STRIPE_SECRET_KEY, STRIPE_API_BASE);
  const webhook = origin ? webhookAt(origin) : null;
  const missing = await missingPermissions(stripe, command, { keepsWebhook: webhook !== null });
  if (missing.length > 0) throw new Error(lacks(command, missing));
  const current = await readCurrent(stripe, webhook?.url ?? null);
  const changes = planChanges(current, desiredCatalog(catalog), webhook);
  if (changes.length === 0) return console.log('Stripe already holds this catalogue: nothing to change.');
  const subscribers = await countSubscribers(stripe, pricesToCount(changes));
  console.log(describeChanges(changes, { current, subscribers }).join('\n'));
  if (command === 'plan') return console.log('Nothing was changed. `npm run catalog -- push` does it.');
  const keepWebhookSecret = (secret: string) => keepSecret(`${secretsPath}/stripe-webhook-secrets`, secret);
  for (const change of changes) await applyChange({ stripe, webhook, keepWebhookSecret }, change);
  console.log('Stripe holds this catalogue now.');
}

function settings(): Settings {
  const options = { origin: { type: 'string' }, stage: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const [command] = positionals;
  if ((command !== 'plan' && command !== 'push') || positionals.length > 1) throw new Error(usage);
  return {
    command,
    origin: values.origin ?? process.env.PUBLIC_ORIGIN,
    mode: modeOf(values.stage),
    secretsPath: values.stage === undefined ? process.env.SECRETS_PATH : secretsPathOf(values.stage),
  };
}

/** As infra/config.ts has it: a stage is in test mode, `prod` in live mode unless STRIPE_MODE says test. */
function modeOf(stage: string | undefined): Settings['mode'] {
  const { STRIPE_MODE } = process.env;
  if (STRIPE_MODE === 'test' || STRIPE_MODE === 'live') return STRIPE_MODE;
  return stage === undefined ? null : stage === 'prod' ? 'live' : 'test';
}

const webhookAt = (origin: string): WebhookWanted => ({
  url: `${origin.replace(/\/$/, '')}/webhooks/stripe`,
  apiVersion: Stripe.API_VERSION,
  events: Object.keys(eventTypes),
});

/** Newest first, the one before stays: events that Stripe signed with it are still on their way. */
async function keepSecret(name: string, secret: string): Promise<void> {
  const [previous] = (await readParameter(name))?.split(',') ?? [];
  await putParameter(name, [secret, previous].filter(Boolean).join());
}

try {
  await main();
} catch (error) {
  console.error(failureSentence(error));
  process.exitCode = 1;
}
