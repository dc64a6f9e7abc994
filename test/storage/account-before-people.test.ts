/** An account from before organizations and people, used by what reads it now. */
import { beforeEach, describe, expect, inject, test } from 'vitest';
import type { AccountView, Listing, MemberView, OrganizationView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { keyOfText, softwareAuthenticator } from '../support/app-authenticator.ts';
import { mailedToken, type Person, personWith } from '../support/app-person.ts';
import { olderAccount as dump, putOlderAccount } from '../support/older-account.ts';
import { newDynamoTable } from '../support/tables.ts';

const adapters: readonly [string, () => Promise<Table>][] = [
  ['the memory table', async () => memoryTable({ now: () => new Date(dump.writtenAt) })],
  ['DynamoDB', () => newDynamoTable(inject('dynamoDbEndpoint'))],
];
const { email, id } = dump;

describe.each(adapters)('an account from before people, on %s', (_name, open) => {
  let app: App;
  let ada: Person;
  let table: Table;
  beforeEach(async () => {
    table = await open();
    await putOlderAccount(table);
    const now = new Date(dump.writtenAt);
    app = assemble({ table, stripe: {} as StripeGateway, now: () => now, operatorSignIn: 'passkey' });
    ada = personWith(app, email, dump.cookie);
  });

  /** The same person with a session of now: an older one says nothing of when they were last present. */
  const presentAda = async () => {
    const { cookies } = await app.request('POST', '/v1/session', { body: { token: dump.link } });
    return personWith(app, email, cookies[0]?.split(';')[0] ?? '');
  };

  const written = async (pk: string) => (await table.query({ pk, consistent: true })).items;

  test('goes on with its session, which owns it; reading writes nothing', async () => {
    expect((await ada.get<AccountView>('/v1/account')).body).toMatchObject({ id, email, role: 'owner' });
    expect((await ada.get<Listing<unknown>>('/v1/keys')).body.data).toHaveLength(1);
    expect((await ada.get<Listing<unknown>>('/v1/passkeys')).body.data).toHaveLength(1);
    expect((await ada.get<Listing<unknown>>('/v1/sessions')).body.data).toMatchObject([{ current: true }]);
    const answer = await app.request('GET', '/data', { headers: { authorization: `Bearer ${dump.secret}` } });
    expect(answer.status).toBe(200);
    expect(await written(`MEMBERSHIP#${id}`)).toEqual([]);
  });

  test('is signed in to by its passkey, by a link that was mailed before, and by a new one', async () => {
    const { challenge } = (
      await app.request<{ challenge: string }>('POST', '/v1/session/passkey/options', { body: {} })
    ).body;
    const device = softwareAuthenticator(Buffer.from('the passkey of an older account'), keyOfText('older account'), 1);
    const replies = [
      await app.request('POST', '/v1/session/passkey', { body: { response: device.get({ challenge }) } }),
      await app.request('POST', '/v1/session', { body: { token: dump.link } }),
    ];
    await app.request('POST', '/v1/login', { body: { email } });
    replies.push(await app.request('POST', '/v1/session', { body: { token: await mailedToken(app, email) } }));
    for (const { status, body, cookies } of replies) {
      expect([status, body]).toMatchObject([201, { accountId: id, personId: id, email }]);
      const cookie = cookies[0]?.split(';')[0] ?? '';
      expect((await personWith(app, email, cookie).get('/v1/keys')).status).toBe(200);
    }
    expect((await ada.get('/v1/account')).status).toBe(200);
    expect(await written(`MEMBERSHIP#${id}`)).toMatchObject([{ organizations: 1 }, { accountId: id, role: 'owner' }]);
  });

  test('is shown as an organization with its owner, and written so once, by however many requests at once', async () => {
    expect((await ada.get<Listing<MemberView>>('/v1/members')).body.data).toMatchObject([
      { id, email, role: 'owner', since: dump.writtenAt, you: true },
    ]);
    expect((await ada.get<Listing<OrganizationView>>('/v1/organizations')).body.data).toMatchObject([{ id }]);
    expect(await written(`MEMBER#${id}`)).toEqual([]);
    const present = await presentAda();
    const invitations = ['bob', 'eve', 'joe'].map((name) =>
      present.send('POST', '/v1/members', { email: `${name}@buyer.example`, role: 'viewer' }),
    );
    for (const { status } of await Promise.all(invitations)) expect(status).toBe(201);
    const own = (await written(`MEMBER#${id}`)).filter(({ sk }) => !sk.startsWith('INVITED#'));
    expect(own).toMatchObject([{ members: 1, owners: 1 }, { personId: id }]);
    expect((await ada.get<Listing<OrganizationView>>('/v1/organizations')).body.data).toMatchObject([
      { id, name: 'Test Ltd', contactEmail: email },
    ]);
  });

  test('takes members, and its first owner may leave it to another', async () => {
    const present = await presentAda();
    expect((await present.send('POST', '/v1/members', { email: 'bob@buyer.example', role: 'owner' })).status).toBe(201);
    await app.request('POST', '/v1/login', { body: { email: 'bob@buyer.example' } });
    const reply = await app.request('POST', '/v1/session', {
      body: { token: await mailedToken(app, 'bob@buyer.example') },
    });
    const bob = personWith(app, 'bob@buyer.example', reply.cookies[0]?.split(';')[0] ?? '');
    const token = app.mails.flatMap(({ text }) => /invitation=([\w-]+)/.exec(text)?.[1] ?? []).at(-1);
    expect((await bob.send('POST', '/v1/invitations/accept', { token })).status).toBe(201);
    expect((await present.send('DELETE', `/v1/members/${id}`)).status).toBe(204);
    expect((await ada.get('/v1/account')).body).toMatchObject({ code: 'no_organization' });
    expect((await bob.get<Listing<unknown>>('/v1/keys')).body.data).toHaveLength(1);
    expect((await bob.get<Listing<OrganizationView>>('/v1/organizations')).body.data).toMatchObject([
      { id, contactEmail: 'bob@buyer.example' },
    ]);
  });

  test('is deleted with its person, who leaves no login behind', async () => {
    expect(await ada.send('DELETE', '/v1/account')).toMatchObject({ status: 403, body: { code: 'presence_required' } });
    await app.request('POST', '/v1/login', { body: { email } });
    const later = await mailedToken(app, email);
    expect((await (await presentAda()).send('DELETE', '/v1/account')).status).toBe(202);
    expect(await written(`MEMBERSHIP#${id}`)).toMatchObject([{ leavingAt: dump.writtenAt }, { role: 'owner' }]);
    const again = await app.request('POST', '/v1/session', { body: { token: later } });
    expect(again.status).toBe(401);
  });
});
