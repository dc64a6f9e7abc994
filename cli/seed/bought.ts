/** Subscriptions and accepted licences of an organization. */
import type { Account } from '../../shared/domain/accounts/account.ts';
import type { Person } from '../../shared/domain/accounts/member.ts';
import { nothingGiven } from '../../shared/domain/billing/given.ts';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import { recurringOf } from '../../shared/domain/billing/recurring.ts';
import { licenceInForce } from '../../shared/domain/licences/licence.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { type Drawing, lineOf } from './drawing.ts';
import { drawnSubscriptions } from './drawn.ts';

/** Its subscriptions with rollups of revenue and grants. */
export async function writeBilling({ table, random, catalog, now }: Drawing, account: Account): Promise<void> {
  const subscriptions = drawnSubscriptions(random, account, now);
  const [first] = subscriptions;
  if (!first) return;
  await billingOver(table).write({
    ...{ accountId: account.id, readVersion: 0, grantsVersion: 0, subscriptions, credit: null, given: nothingGiven },
    ...{ syncedAt: now.toISOString(), notices: [], accessChange: null },
    revenue: { before: null, after: recurringOf(catalog, subscriptions), at: first.createdAt },
  });
  await accessStatesOver(table).grant(account.id, { version: 1, grants: grantsOf(catalog, subscriptions) });
}

/** Its owner accepted the version of each licence that is in force. */
export async function writeAcceptances(drawing: Drawing, account: Account, person: Person): Promise<void> {
  const { table, random, catalog, now } = drawing;
  for (const id of new Set(catalog.licences.map((licence) => licence.id))) {
    const licence = licenceInForce(catalog, id, now);
    if (!licence) continue;
    const { version, sha256 } = licence;
    const by = { name: 'Ada Seed', role: 'Owner', organization: account.organization, email: account.email };
    await accessStatesOver(table).accept(
      account.id,
      { licenceId: id, version, sha256, ...by, address: '192.0.2.1', at: account.createdAt },
      lineOf(random, account, person, { action: 'licence.accepted', detail: { licence: id, version } }),
    );
  }
}
