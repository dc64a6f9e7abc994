import { beforeEach, expect, test } from 'vitest';
import type { AccountView, AdminAccountView, AuditView, Listing, SuppressionView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { bounceEvent, complaintEvent, hearOf } from '../support/app-feedback.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

const ada = 'ada@buyer.example';
const list = '/v1/admin/suppressions';
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
let now: Date;
let app: App;
let operator: Person;

beforeEach(async () => {
  now = start;
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now });
  operator = await signUp(app, 'operator@example.com');
});

const release = (address: string) => operator.send('POST', `${list}/release`, { address, reason: 'it works again' });
const listed = async (query = '') => (await operator.get<Listing<SuppressionView>>(`${list}${query}`)).body;
const trailOf = async (person: Person) => (await person.get<Listing<AuditView>>('/v1/events')).body.data;

test('the operator sees every suppressed address, latest reported first, with its account where it has one', async () => {
  await signUp(app, ada);
  const { id } = (await app.deps.accounts.findByEmail(ada))!;
  await hearOf(app, complaintEvent(ada, { at: later(1) }), bounceEvent('typo@buyer.example', { at: later(2) }));
  const detail = 'smtp; 550 5.1.1 user unknown';
  expect((await listed()).data).toEqual([
    {
      address: 'typo@buyer.example',
      reason: 'bounce',
      at: later(2).toISOString(),
      detail,
      accountId: null,
      organization: null,
    },
    {
      address: ada,
      reason: 'complaint',
      at: later(1).toISOString(),
      detail: 'abuse',
      accountId: id,
      organization: 'Test Ltd',
    },
  ]);
});

test('the list is read page after page', async () => {
  for (let i = 0; i < 5; i++) await hearOf(app, bounceEvent(`n${i}@buyer.example`, { at: later(i) }));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listed(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.data.map(({ address }) => address));
    cursor = page.cursor;
  } while (cursor);
  expect(seen).toEqual([4, 3, 2, 1, 0].map((i) => `n${i}@buyer.example`));
});

test('a released address is gone from the list, and whose it is finds the line in the trail', async () => {
  const buyer = await signUp(app, ada);
  await hearOf(app, bounceEvent(ada, { at: later(1) }));
  now = later(60);
  expect((await release(ada)).status).toBe(204);
  expect((await listed()).data).toEqual([]);
  expect((await trailOf(buyer))[0]).toMatchObject({ action: 'mail.released', actor: operator.email, detail: {} });
});

test('the line about an address without an account is in the operators’ trail', async () => {
  await hearOf(app, bounceEvent('typo+1@buyer.example', { at: later(1) }));
  now = later(60);
  expect((await release('Typo+1@buyer.example')).status).toBe(204);
  const detail = { address: 'typo+1@buyer.example', operatorRole: 'owner', reason: 'it works again' };
  const { data } = (await operator.get<Listing<AuditView>>('/v1/admin/audit')).body;
  expect(data).toMatchObject([{ action: 'mail.released', actor: operator.email, detail }]);
});

test('a report after the release suppresses again; a late report of something before it does not', async () => {
  await hearOf(app, complaintEvent(ada, { at: later(10) }));
  now = later(60);
  await release(ada);
  await hearOf(app, bounceEvent(ada, { at: later(59) }));
  expect((await listed()).data).toEqual([]);
  await hearOf(app, bounceEvent(ada, { at: later(61) }));
  expect((await listed()).data).toMatchObject([{ address: ada, reason: 'bounce' }]);
});

test.each([ada, 'no address', '%'])(
  'releasing what is not suppressed (%s) is answered with 404 and changes nothing',
  async (address) => {
    const before = await trailOf(operator);
    const reply = await release(address);
    expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await trailOf(operator)).toEqual(before);
  },
);

test('two releases at once write one line, and one of them is told that it is done', async () => {
  const buyer = await signUp(app, ada);
  await hearOf(app, bounceEvent(ada, { at: later(1) }));
  now = later(60);
  const answers = await Promise.all([release(ada), release(ada)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
  expect((await trailOf(buyer)).filter(({ action }) => action === 'mail.released')).toHaveLength(1);
});

test('only an operator sees and releases', async () => {
  const buyer = await signUp(app, ada);
  await hearOf(app, complaintEvent(ada, { at: later(1) }));
  expect((await buyer.get(list)).body).toMatchObject({ code: 'operator_only' });
  expect((await buyer.send('POST', `${list}/release`, { address: ada })).body).toMatchObject({ code: 'operator_only' });
  expect((await listed()).data).toHaveLength(1);
});

test('the account says to its owner, and to the operator, why it is not mailed', async () => {
  const buyer = await signUp(app, ada);
  const seen = async () => [
    (await buyer.get<AccountView>('/v1/account')).body.mailHeldBack,
    (await operator.get<Listing<AdminAccountView>>('/v1/admin/accounts')).body.data.find(({ email }) => email === ada)
      ?.mailHeldBack,
  ];
  expect(await seen()).toEqual([null, null]);
  await hearOf(app, complaintEvent(ada, { at: later(1) }));
  expect(await seen()).toEqual(['complaint', 'complaint']);
  await hearOf(app, bounceEvent(ada, { at: later(2) }));
  expect(await seen()).toEqual(['bounce', 'bounce']);
});
