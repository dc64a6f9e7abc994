import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { pacedClient } from '../shared/stripe/client.ts';
import { paceOf } from '../shared/stripe/pace.ts';
import type { Backend } from './backend.ts';

/** Stripe allows 25 calls a second in a sandbox, of all operations together. https://docs.stripe.com/rate-limits */
const perSecond = 20;

type Environment = Readonly<Record<string, string | undefined>>;

/** The keys and the address of an account in test mode. @throws Error in one sentence where they cannot be used */
export function settingsIn({
  STRIPE_SECRET_KEY: secretKey = '',
  STRIPE_RESTRICTED_KEYS,
  STRIPE_API_BASE,
}: Environment) {
  if (secretKey === '')
    throw new Error('The rehearsal needs STRIPE_SECRET_KEY, a key of Stripe’s test mode (sk_test_…).');
  if (!/^[sr]k_test_\w+$/.test(secretKey))
    throw new Error(
      'The rehearsal runs in Stripe’s test mode alone: STRIPE_SECRET_KEY begins with sk_test_ or rk_test_.',
    );
  return { secretKey, restrictedKeys: keysIn(STRIPE_RESTRICTED_KEYS ?? ''), apiBase: addressIn(STRIPE_API_BASE) };
}

/** `billing=rk_test_…,top-up=rk_test_…` */
function keysIn(text: string): Record<string, string> {
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => /^([a-z-]+)=(rk_test_\w+)$/.exec(pair));
  if (pairs.includes(null))
    throw new Error(
      'STRIPE_RESTRICTED_KEYS lists functions and their keys of test mode: billing=rk_test_…,top-up=rk_test_…',
    );
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])));
}

function addressIn(base: string | undefined): string | undefined {
  if (!base) return undefined;
  if (URL.canParse(base) && new URL(base).hostname === '127.0.0.1') return base;
  throw new Error('STRIPE_API_BASE names a simulator on this machine, such as http://127.0.0.1:12111.');
}

/** The account that the settings name: Stripe's own, or a simulator on this machine. */
export function accountOf(settings: ReturnType<typeof settingsIn>, signal: AbortSignal): Backend {
  const { apiBase } = settings;
  const most = apiBase ? Number.POSITIVE_INFINITY : perSecond;
  const time = { nowMs: () => performance.now(), sleep };
  return {
    ...settings,
    source: apiBase ? 'simulator' : 'stripe',
    http: pacedClient(paceOf({ inAll: most, ofEndpoint: most }, time)),
    now: () => new Date(),
    pause: async ({ isDebit }) => void (await sleep(apiBase ? 20 : isDebit ? 4_000 : 2_000)),
    run: randomBytes(4).toString('hex'),
    signal,
  };
}
