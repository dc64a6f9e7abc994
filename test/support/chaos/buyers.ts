import { defaultApp } from '../../../shared/domain/apps/app.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { grantsKey } from '../../../shared/storage/item-keys.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { basicGrant, line, writersOver } from '../../functions/admission/callers-world.ts';
import { unlimited as catalog } from '../unlimited.ts';

/** The catalogue, with `allowance` units in each plan that has an allowance. */
export const catalogWith = (allowance: number): Catalog => ({
  ...catalog,
  plans: catalog.plans.map((plan) =>
    plan.allowance ? { ...plan, allowance: { ...plan.allowance, amount: allowance } } : plan,
  ),
});

export type Buyer = { readonly accountId: string; readonly keyId: string; readonly secret: string };

/** An account with a key, which has paid and accepted the licence. */
export async function newBuyer(table: Table, grant: Partial<Grant> = {}): Promise<Buyer> {
  const { accountId, accept, newKey } = await writersOver(table);
  await accept();
  await table.put({ ...grantsKey(accountId), version: 1, grants: [{ ...basicGrant, ...grant }] as never });
  const { key, secret } = await newKey();
  return { accountId, keyId: key.id, secret };
}

/** Another key of a buyer, of an app that may use so many percent of the allowance. */
export async function keyWithShare(table: Table, { accountId }: Buyer, allowanceShare: number): Promise<Buyer> {
  const { newKey, apps } = await writersOver(table);
  const app = { ...defaultApp(accountId, basicGrant.periodStart), id: 'app_shared', allowanceShare };
  if (!(await apps.insert(app, line(accountId)))) throw new Error('The app was not made');
  const { key, secret } = await newKey({ accountId, app: app.id });
  return { accountId, keyId: key.id, secret };
}
