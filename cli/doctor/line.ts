import Stripe from 'stripe';
import { permissionIn } from '../../shared/stripe/permissions.ts';

/** The outcome of one check. `by hand`: Stripe has no API for it, or did not let us look. Unknown is never `ok`. */
export type Line = {
  readonly verdict: 'ok' | 'wrong' | 'by hand';
  /** The subject, such as `Webhook endpoint`. */
  readonly about: string;
  /** The finding, with what to do if it is `wrong`, or what to look for `by hand`. */
  readonly says: string;
  /** The page of Stripe's dashboard where it is looked at or mended. */
  readonly at?: string;
  /** Whether buyers cannot buy, or pay and get nothing, while it is wrong. */
  readonly stopsSelling?: boolean;
};

/** Pages of Stripe's dashboard. */
export const dashboard = {
  keys: 'https://dashboard.stripe.com/apikeys',
  invoices: 'https://dashboard.stripe.com/settings/billing/invoice',
  retries: 'https://dashboard.stripe.com/settings/billing/automatic',
  disputes: 'https://dashboard.stripe.com/settings/billing/automatic',
  webhooks: 'https://dashboard.stripe.com/webhooks',
  tax: 'https://dashboard.stripe.com/settings/tax',
  registrations: 'https://dashboard.stripe.com/tax/registrations',
  methods: 'https://dashboard.stripe.com/settings/payment_methods',
  portal: 'https://dashboard.stripe.com/settings/billing/portal',
} as const;

/** Stripe said that it is right. */
export const ok = (about: string, says: string): Line => ({ verdict: 'ok', about, says });
/** Nobody but a person can tell. */
export const byHand = (about: string, says: string, at: string): Line => ({ verdict: 'by hand', about, says, at });
/** Something wrong, with which buyers still buy. */
export const wrong = (about: string, says: string, at?: string): Line => ({
  verdict: 'wrong',
  about,
  says,
  ...(at && { at }),
});
/** Something wrong that stops selling. */
export const broken = (about: string, says: string, at?: string): Line => ({
  ...wrong(about, says, at),
  stopsSelling: true,
});

/** A check of one subject. `at`: the page where a person can look, if Stripe does not let the command look. */
export type Check = { readonly about: string; readonly at: string; readonly run: () => Promise<readonly Line[]> };

/**
 * The lines of a check; one for a check that the key may not make.
 * @throws what Stripe answers beside a missing permission: a bad key, no answer
 */
export async function linesOf({ about, at, run }: Check): Promise<readonly Line[]> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripePermissionError)) throw error;
    const name = permissionIn(error.message);
    return [
      byHand(
        about,
        `The key may not look at this${name ? ` (it lacks ${name})` : ''}. Look yourself, or use a secret key.`,
        at,
      ),
    ];
  }
}

const marks = { ok: 'ok', wrong: 'WRONG', 'by hand': 'check by hand' } as const;

/** A line as it is printed. */
export const textOf = ({ verdict, about, says, at }: Line): string =>
  `${marks[verdict].padEnd(13)}  ${about}: ${says}${at ? ` ${verdict === 'ok' ? '' : '→ '}${at}` : ''}`;

/** The last line: how many were wrong, and whether that stops selling. */
export function summaryOf(lines: readonly Line[]): string {
  const count = (verdict: Line['verdict']) => lines.filter((line) => line.verdict === verdict).length;
  const stopping = lines.filter(({ stopsSelling }) => stopsSelling).length;
  const end =
    stopping > 0 ? `${stopping} of them ${stopping === 1 ? 'stops' : 'stop'} selling.` : 'None of them stops selling.';
  return `${count('ok')} ok, ${count('wrong')} wrong, ${count('by hand')} to check by hand.${count('wrong') > 0 ? ` ${end}` : ''}`;
}
