/** Writes a drawn organization with the repositories of the product, so that no item has a shape of its own. */
import type { Person } from '../../shared/domain/accounts/member.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { writeAcceptances, writeBilling } from './bought.ts';
import { type Drawing, lineOf } from './drawing.ts';
import { drawnAccount, drawnKey, drawnText } from './drawn.ts';
import { writeEvents } from './events.ts';
import { writeLife } from './life.ts';

/** How many keys and Stripe events each organization has. */
export type Size = { readonly keys: number; readonly events: number };

/** Writes the n-th organization: owner, customer, billing, keys, trail, mails, refusals and Stripe events. */
export async function writeOrganization(drawing: Drawing, n: number, size: Size): Promise<void> {
  const { table, random, now } = drawing;
  const account = drawnAccount(random, n, now);
  const { email, language, createdAt } = account;
  const person: Person = { id: `person_${n}_${drawnText(random, 8)}`, email, language, createdAt };
  await peopleOver(table).create(person, account);
  const customerId = await accountsOver(table).setCustomer(account.id, `cus_${drawnText(random, 14)}`);
  await writeBilling(drawing, account);
  await writeAcceptances(drawing, account, person);
  const keys = Array.from({ length: size.keys }, (_, i) => drawnKey(random, account, `Key ${i + 1}`));
  for (const key of keys) {
    const detail = { key: key.id, label: key.label };
    const audit = lineOf(random, account, person, { action: 'key.created', detail });
    await apiKeysOver(table).insert(key, `1:${drawnText(random, 43)}`, { most: size.keys, audit });
  }
  await writeLife(drawing, { n, account, person, keys });
  await writeEvents(drawing, customerId, size.events);
}
