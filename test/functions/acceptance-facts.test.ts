import { expect, test } from 'vitest';
import { openPerson } from '../../shared/domain/evidence/sealed-person.ts';
import type { AccountView } from '../../shared/http/views.ts';
import { factBoxOver } from '../../shared/storage/evidence/facts.ts';
import { heldKeysOver } from '../../shared/storage/evidence/held-keys.ts';
import { personKeysOver } from '../../shared/storage/evidence/person-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { acceptLicences, signUp } from '../support/app-person.ts';

const table = memoryTable();
const app = assemble({ table, stripe: {} as StripeGateway, now: () => new Date('2026-11-10T12:00:00.000Z') });
const facts = async () =>
  (await factBoxOver(table).waiting('2030', 100)).map(({ line }) => JSON.parse(line) as Record<string, unknown>);

test('an acceptance waits as a fact whose person only their own key opens, and nobody once it is destroyed', async () => {
  const buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  await acceptLicences(buyer);
  const found = await facts();
  expect(found.map(({ kind, licence }) => [kind, licence])).toEqual([
    ['acceptance', 'conversations'],
    ['acceptance', 'films'],
  ]);
  const [{ person, sha256, organizationName } = {}] = found;
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(organizationName).not.toBe('');
  const { id, sealed } = person as { id: string; sealed: string };
  expect(JSON.stringify(found)).not.toContain('ada@buyer.example');
  const keys = personKeysOver(table);
  const key = await keys.find(id);
  expect(openPerson(sealed, key ?? new Uint8Array(32))).toMatchObject({ email: 'ada@buyer.example' });
  expect(await heldKeysOver(table).giveUp({ personId: id, email: 'ada@buyer.example', organizations: [] })).toBe(true);
  expect(await keys.find(id)).toBeNull();
});

test('a deleted organization is still named by its acceptances and by the ledger', async () => {
  const buyer = await signUp(app, 'company@buyer.example');
  await acceptLicences(buyer);
  const { id, organization } = (await buyer.get<AccountView>('/v1/account')).body;
  expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await app.drain();
  expect((await app.deps.accounts.find(id))?.organization).toBe('');
  for (const each of await app.deps.access.acceptancesOf(id)) expect(each.organization).toBe(organization);
  const own = (await facts()).filter((fact) => fact.organization === id);
  expect(own.map(({ organizationName }) => organizationName)).toEqual([organization, organization]);
});
