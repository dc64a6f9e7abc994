/** An account from before people and the chained trail: its changes and its deletion, with the rights that each function has. */
import { beforeEach, expect, test } from 'vitest';
import type { Listing, OrganizationView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, personWith } from '../support/app-person.ts';
import { observedTable } from '../support/faulty-table.ts';
import { olderAccount, putOlderAccount } from '../support/older-account.ts';

const { email, id, cookie, link, writtenAt } = olderAccount;
let app: App;
let items: ReturnType<typeof observedTable>['items'];
let ada: Person;
beforeEach(async () => {
  const now = new Date(writtenAt);
  const observed = observedTable(memoryTable({ now: () => now }));
  items = observed.items;
  await putOlderAccount(observed.table);
  const stripe = new Proxy({} as StripeGateway, { get: () => async () => [] });
  app = assemble({ table: observed.table, stripe, now: () => now });
  ada = personWith(app, email, cookie);
});

/** With a session of now: an older one says nothing of when its person was last present. */
async function presentAda(): Promise<Person> {
  const { cookies } = await app.request('POST', '/v1/session', { body: { token: link } });
  return personWith(app, email, cookies[0]?.split(';')[0] ?? '');
}

test('makes another organization with a session from before: its person and ownership are written first', async () => {
  expect((await ada.send('POST', '/v1/organizations', { name: 'Second Ltd' })).status).toBe(201);
  const { data } = (await ada.get<Listing<OrganizationView>>('/v1/organizations')).body;
  expect(data.map(({ name }) => name).toSorted()).toEqual(['Second Ltd', 'Test Ltd']);
  expect((await items()).filter(({ pk }) => pk === `PERSON#${id}`)).toMatchObject([{ email }]);
});

test('leaves no name in the lines that were written before the chain, once it is deleted', async () => {
  const lines = async () => (await items()).filter(({ pk }) => pk === `AUDIT#${id}`);
  const before = await lines();
  expect(JSON.stringify(before)).toContain(email);
  expect((await (await presentAda()).send('DELETE', '/v1/account')).status).toBe(202);
  await app.drain();
  const after = await lines();
  expect(after.map(({ sk }) => sk)).toEqual(before.map(({ sk }) => sk));
  expect(JSON.stringify(after)).not.toContain(email);
});

test('takes along the invitations that it sent, by its deletion', async () => {
  const present = await presentAda();
  expect((await present.send('POST', '/v1/members', { email: 'bob@buyer.example', role: 'viewer' })).status).toBe(201);
  await app.drain();
  const invitations = async () => (await items()).filter(({ pk }) => pk.startsWith('INVITATION#'));
  expect(await invitations()).not.toEqual([]);
  expect((await present.send('DELETE', '/v1/account')).status).toBe(202);
  await app.drain();
  expect(await invitations()).toEqual([]);
});
