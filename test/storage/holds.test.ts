/** Legal holds: placed, seen, waited for by every deletion, and released, on both tables. */
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openPerson } from '../../shared/domain/evidence/sealed-person.ts';
import type { AccountView, AdminAccountView, DeletionView, Listing, MemberView } from '../../shared/http/views.ts';
import { factBoxPartition } from '../../shared/storage/evidence/evidence-item-keys.ts';
import { acceptancePartition } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item, Table } from '../../shared/storage/table/table.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, joined, type Person, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { newDynamoTable } from '../support/tables.ts';

const ada = 'ada@buyer.example';
let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const adapters: readonly [string, () => Promise<Table>][] = [
  ['the memory table', async () => memoryTable({ now: stripe.now })],
  ['DynamoDB', () => newDynamoTable(inject('dynamoDbEndpoint'))],
];

describe.each(adapters)('on %s', (_name, open) => {
  let table: Table;
  let app: App;
  let operator: Person;
  let buyer: Person;
  let id: string;
  beforeEach(async () => {
    table = await open();
    app = assemble({ table, stripe: stripe.gateway, now: stripe.now });
    operator = await signUp(app, 'operator@example.com');
    buyer = await signUp(app, ada);
    await acceptLicences(buyer);
    id = (await buyer.get<AccountView>('/v1/account')).body.id;
  });

  const decide = (decision: 'hold' | 'release', reason = 'A claim about reads in May', organization = id) =>
    operator.send('POST', `/v1/admin/accounts/${organization}/${decision}`, { reason });
  const acceptances = async (): Promise<readonly Item[]> =>
    (await table.query({ pk: acceptancePartition(id), skPrefix: 'LICENCE#' })).items;
  const facts = async () =>
    (await table.query({ pk: factBoxPartition })).items.map(({ line }) => JSON.parse(String(line)));
  const keyOf = (personId: string) => app.deps.personKeys.find(personId);
  const personId = async (email = ada) => (await app.deps.people.findByEmail(email))!.id;
  /** Whether somebody still reads who accepted. */
  const names = async (whose: string): Promise<unknown> => {
    const { person } = (await facts()).find(({ kind }) => kind === 'acceptance')!;
    const key = await keyOf(whose);
    return key && openPerson(person.sealed, key);
  };

  test('a hold is a fact, a line of the trail, a mail with the reason, and seen by the organization; so is its release', async () => {
    expect((await decide('hold')).status).toBe(204);
    const since = stripe.now().toISOString();
    const { hold } = (await buyer.get<AccountView>('/v1/account')).body;
    expect(hold).toEqual({ since, reason: 'A claim about reads in May' });
    expect((await decide('hold')).status).toBe(409);
    const { data } = (await operator.get<Listing<AdminAccountView>>('/v1/admin/accounts')).body;
    expect(data.map((each) => [each.email, each.hold])).toEqual(
      expect.arrayContaining([
        [ada, hold],
        ['operator@example.com', null],
      ]),
    );
    expect((await decide('release', 'settled out of court')).status).toBe(204);
    expect((await decide('release')).status).toBe(409);
    expect((await buyer.get<AccountView>('/v1/account')).body.hold).toBeNull();
    await app.drain();
    const [held, released] = (await facts()).filter(({ kind }) => kind === 'hold' || kind === 'release');
    expect(held).toMatchObject({ kind: 'hold', organization: id, reason: 'A claim about reads in May' });
    expect(released).toMatchObject({ kind: 'release', hold: held.id, reason: 'settled out of court' });
    const subjects = app.mails.filter(({ to }) => to === ada).map(({ subject }) => subject);
    expect(subjects.filter((each) => each.includes('legal hold'))).toHaveLength(2);
    expect((await decide('hold', 'a second claim')).status).toBe(204);
  });

  test('a hold without a reason, by a buyer or on nobody is refused', async () => {
    expect((await buyer.send('POST', `/v1/admin/accounts/${id}/hold`, { reason: 'x' })).status).toBe(403);
    expect((await operator.send('POST', `/v1/admin/accounts/${id}/hold`, {})).status).toBe(400);
    expect((await decide('hold', 'x', 'acc_nobody')).status).toBe(404);
  });

  test('an organization under hold is deleted with its access at once; its evidence waits, and goes on by itself', async () => {
    const whose = await personId();
    await decide('hold');
    const reply = await buyer.send<DeletionView>('DELETE', '/v1/account');
    expect(reply.body.kept.map(({ kind }) => kind)).toContain('legal_hold');
    await app.drain();
    expect((await buyer.get('/v1/account')).status).toBe(401);
    expect(await app.deps.accounts.find(id)).toMatchObject({ email: '', leftAt: expect.any(String) });
    for (const item of await acceptances()) {
      expect(item).toMatchObject({ email: ada, name: expect.stringMatching(/./) });
      expect(item).not.toHaveProperty('ttl');
    }
    expect(await names(whose)).toMatchObject({ email: ada });
    const mail = app.mails.filter(({ to }) => to === ada).at(-1);
    expect(mail?.text).toContain('under a legal hold');
    expect(mail?.text).not.toContain('We removed your email');
    expect((await decide('release', 'settled')).status).toBe(204);
    await app.drain();
    for (const item of await acceptances())
      expect(item).toMatchObject({
        email: '',
        address: '',
        ttl: expect.any(Number),
        organization: expect.stringMatching(/./),
      });
    expect(await names(whose)).toBeNull();
    expect((await table.query({ pk: `HOLD#${id}`, skPrefix: 'PERSON#' })).items).toEqual([]);
  });

  test('a hold on an organization that was deleted before takes the end from what is left; its release gives it back', async () => {
    await buyer.send('DELETE', '/v1/account');
    await app.drain();
    const ends = (await acceptances()).map(({ ttl }) => ttl);
    expect(ends.every((ttl) => Number(ttl) > 0)).toBe(true);
    expect((await decide('hold')).status).toBe(204);
    await app.drain();
    expect((await acceptances()).map(({ ttl }) => ttl)).toEqual(ends.map(() => undefined));
    expect((await decide('release')).status).toBe(204);
    await app.drain();
    expect((await acceptances()).map(({ ttl }) => ttl)).toEqual(ends);
  });

  test('a person’s key waits for the last of their organizations that is under hold, left and deleted ones included', async () => {
    const bob = await joined(app, buyer, { email: 'bob@buyer.example', role: 'owner' });
    const whose = await personId();
    const other = (await buyer.send<{ id: string }>('POST', '/v1/organizations', { name: 'Elsewhere' })).body.id;
    const { body } = await bob.get<{ data: MemberView[] }>('/v1/members');
    const member = body.data.find(({ email }) => email === ada)!.id;
    expect((await bob.send('DELETE', `/v1/members/${member}`)).status).toBe(204);
    await decide('hold');
    expect((await decide('hold', 'another claim', other)).status).toBe(204);
    expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
    await app.drain();
    expect(await app.deps.people.find(whose)).toBeNull();
    expect(await names(whose)).toMatchObject({ email: ada });
    await decide('release');
    await app.drain();
    expect(await names(whose)).toMatchObject({ email: ada });
    await decide('release', 'done', other);
    await app.drain();
    expect(await names(whose)).toBeNull();
    const left = (await acceptances()).filter(({ email }) => email === ada);
    expect(left).toEqual([]);
  });
});
