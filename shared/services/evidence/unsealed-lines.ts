import type { JsonValue } from '../../domain/accounts/canonical-json.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { Apps } from '../../storage/apps/apps.ts';
import type { Refusals } from '../../storage/evidence/refusals.ts';
import type { ApiKeys } from '../../storage/keys/api-keys.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';
import type { PackPeriod, UnsealedFile } from './pack-source.ts';

/** The places of things that are not sealed. */
export type UnsealedDeps = {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly apps: Pick<Apps, 'listOf'>;
  readonly apiKeys: Pick<ApiKeys, 'listOf'>;
  readonly refusals: Pick<Refusals, 'between'>;
  readonly stripe: Pick<StripeGateway, 'listInvoices' | 'listPayments'>;
};

type Asked = { readonly organization: string; readonly file: UnsealedFile; readonly period: PackPeriod };

/**
 * The lines of a file of things that are not sealed. Apps: those that are there now, with their names. API keys: all that were made before the end, never their secrets. Invoices and payments: those
 * that Stripe has of the organization's customer and period. Refusals: those of the last 30 days, as each instance counted them.
 */
export async function* unsealedLines(
  deps: UnsealedDeps,
  { organization, file, period }: Asked,
): AsyncGenerator<JsonValue> {
  switch (file) {
    case 'apps':
      yield* appLines(deps, organization, period);
      break;
    case 'api-keys':
      yield* keyLines(deps, organization, period);
      break;
    case 'refusals':
      yield* refusalLines(deps, organization, period);
      break;
    case 'invoices':
    case 'payments': {
      const customer = (await deps.accounts.find(organization))?.stripeCustomerId ?? null;
      if (customer === null) break;
      if (file === 'invoices') yield* invoiceLines(deps, customer, period);
      else for (const payment of await deps.stripe.listPayments(customer, period)) yield { ...payment };
    }
  }
}

async function* appLines({ apps }: UnsealedDeps, organization: string, { to }: PackPeriod) {
  for (const { id, name, purpose, createdAt } of await apps.listOf(organization))
    if (createdAt < to) yield { id, name, purpose, createdAt };
}

async function* keyLines({ apiKeys }: UnsealedDeps, organization: string, { to }: PackPeriod) {
  for (const key of await apiKeys.listOf(organization)) {
    const { accountId: _, purpose, scopes, cidrs, ...shown } = key;
    if (key.createdAt < to) yield { ...shown, scopes: [...scopes], cidrs: [...cidrs], ...(purpose && { purpose }) };
  }
}

async function* refusalLines({ refusals }: UnsealedDeps, organization: string, period: PackPeriod) {
  for (const { from, to, counts } of await refusals.between(organization, period))
    for (const { keyId, app, dataset, reason, count } of counts)
      yield { from, to, key: keyId, app, dataset, reason, count };
}

const invoicesAtOnce = 100;

/** Newest first, as Stripe lists them. The address of an invoice opens it to anybody, so it is left out. */
async function* invoiceLines({ stripe }: UnsealedDeps, customer: string, { from, to }: PackPeriod) {
  let cursor: string | undefined;
  do {
    const page = await stripe.listInvoices(customer, { limit: invoicesAtOnce, ...(cursor && { cursor }) });
    for (const { url: _, ...invoice } of page.invoices)
      if (invoice.createdAt >= from && invoice.createdAt < to) yield { ...invoice };
    cursor = page.cursor;
  } while (cursor !== undefined);
}
