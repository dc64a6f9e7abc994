import { parseArgs } from 'node:util';
import { secretsPathOf } from '../parameters.ts';
import type { MigrateSettings } from './migrate.ts';
import type { PushSettings } from './push.ts';

const usage = `Usage: npm run catalog -- plan|push [--origin https://your.portal --stage STAGE]
       npm run catalog -- migrate LOOKUP_KEY [--yes] [--now] [--stage STAGE] [--mail-queue URL]

  plan     shows what push would change in Stripe, by product, and which subscribers keep an older price
  push     shows the same and changes it; a second push changes nothing
  migrate  shows the subscribers on an older price of the lookup key. --yes moves them to the current price at their next
           renewal, without proration, and emails each of them. --now also charges the rest of the period immediately

The Stripe key comes from STRIPE_SECRET_KEY. A restricted key will do; the command first names the permissions that it lacks. With
--origin the command also keeps the webhook endpoint, and puts its signing secret into SSM for the functions of that stage. The mail
queue of migrate comes from --mail-queue or MAIL_QUEUE_URL.`;

/** `mode` is the stage's Stripe mode; null if no stage is named. */
export type Settings = (PushSettings | ({ readonly command: 'migrate' } & MigrateSettings)) & {
  readonly mode: 'test' | 'live' | null;
};

const options = {
  origin: { type: 'string' },
  stage: { type: 'string' },
  yes: { type: 'boolean' },
  now: { type: 'boolean' },
  'mail-queue': { type: 'string' },
} as const;

/** The command and its settings, from the command line and the environment. @throws Error whose message is the usage, or names the mistake */
export function readSettings(): Settings {
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  const [command, lookupKey, ...rest] = positionals;
  const mode = modeOf(values.stage);
  if (command === 'migrate' && lookupKey && rest.length === 0) {
    const { yes = false, now = false, 'mail-queue': mailQueueUrl = process.env.MAIL_QUEUE_URL } = values;
    return { command, mode, lookupKey, yes, now, mailQueueUrl };
  }
  if ((command !== 'plan' && command !== 'push') || lookupKey || values.yes || values.now) throw new Error(usage);
  const origin = values.origin ?? process.env.PUBLIC_ORIGIN;
  const secretsPath = values.stage === undefined ? process.env.SECRETS_PATH : secretsPathOf(values.stage);
  if (origin && !secretsPath) throw new Error('With --origin give --stage too, such as --stage dev.');
  return { command, mode, origin, secretsPath };
}

/** The rule of `infra/config.ts`: a stage is in test mode, `prod` in live mode unless STRIPE_MODE says test. */
export function modeOf(stage: string | undefined): Settings['mode'] {
  const { STRIPE_MODE } = process.env;
  if (STRIPE_MODE === 'test' || STRIPE_MODE === 'live') return STRIPE_MODE;
  return stage === undefined ? null : stage === 'prod' ? 'live' : 'test';
}
