/** Statements as buyers read and contest them, and the decisions of operators, to Stripe's books. */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../shared/domain/accounts/canonical-json.ts';
import { openPerson } from '../../shared/domain/evidence/sealed-person.ts';
import { placesText, type Statement, statementText } from '../../shared/domain/evidence/statement.ts';
import type {
  AccountView,
  AdminContestView,
  AuditView,
  ContestView,
  Listing,
  Problem,
  StatementView,
} from '../../shared/http/views.ts';
import { factBoxOver } from '../../shared/storage/evidence/facts.ts';
import { personKeysOver } from '../../shared/storage/evidence/person-keys.ts';
import { statementsOver } from '../../shared/storage/evidence/statements.ts';
import { joined, newKey, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { atEveryCall } from '../support/faulty-calls.ts';
import { buyerAtStripe } from './at-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const dayMs = 86_400_000;
const days = (count: number) => stripe.advanceTo(new Date(stripe.now().getTime() + count * dayMs));

/** A paying buyer with a statement of yesterday, and an operator who signs in when needed. */
async function scene() {
  const at = await buyerAtStripe(stripe);
  const day = new Date(stripe.now().getTime() - dayMs).toISOString().slice(0, 10);
  const statement: Statement = {
    ...{ id: `st_${day}`, organization: at.id, day, at: stripe.now().toISOString(), salt: 'c2FsdA' },
    ...{ leaves: { from: 1, to: 2, last: 'ab'.repeat(32) }, entries: 3 },
    totals: [{ app: 'default', dataset: 'posts', day, calls: 3, records: 30, units: 30 }],
    places: [{ instance: 'AbCd1234', segment: 7, entries: 3 }],
  };
  const signed = { statement: JSON.parse(statementText(statement)), keyId: 'key', signature: 'c2ln' };
  const text = canonicalJson(signed);
  expect(await statementsOver(at.table).put(statement, text)).toBe(true);
  const path = `/v1/statements/${day}`;
  const operator = () => signUp(at.app, 'operator@example.com');
  const contest = (body: object = { reason: 'Four reads are not ours.' }, who = at.buyer) =>
    who.send<ContestView & Problem>('POST', `${path}/contest`, body);
  return {
    ...{ ...at, day, statement, text, path, contest },
    decide: async (id: string, decision: 'accept' | 'reject', body: object = {}) =>
      (await operator()).send<AdminContestView & Problem>('POST', `/v1/admin/contests/${at.id}/${id}/${decision}`, {
        reason: 'We looked into it.',
        ...body,
      }),
    contests: async () => (await at.buyer.get<Listing<ContestView>>(`${path}/contests`)).body.data,
    open: async () =>
      (await (await operator()).get<Listing<AdminContestView>>('/v1/admin/contests?state=open')).body.data,
    facts: async (kind: string) =>
      (await factBoxOver(at.table).waiting('2099', 1_000))
        .map(({ line }) => JSON.parse(line) as Record<string, unknown>)
        .filter((fact) => fact.kind === kind),
    credits: async () => (await stripe.sdk.customers.listBalanceTransactions(at.customerId)).data,
  };
}

describe('a statement', () => {
  test('is listed, and read as its exact bytes, by members and by any key of the organization', async () => {
    const { app, buyer, path, text, day, statement } = await scene();
    const { body } = await buyer.get<Listing<StatementView>>('/v1/statements');
    expect(body.data).toEqual([
      {
        ...{ day, at: statement.at, entries: 3, contest: null },
        contestableUntil: new Date(Date.parse(statement.at) + 30 * dayMs).toISOString(),
      },
    ]);
    const live = await newKey(buyer, 'live');
    const asKeys = [live.secret, (await newKey(buyer, 'test')).secret].map((secret) => ({
      headers: { authorization: `Bearer ${secret}` },
    }));
    for (const call of [{ cookie: buyer.cookie }, ...asKeys]) {
      const read = await app.request('GET', path, call);
      expect([read.status, read.text]).toEqual([200, text]);
      const again = await app.request('GET', path, {
        ...call,
        headers: { ...('headers' in call && call.headers), 'if-none-match': read.headers.etag! },
      });
      expect([again.status, again.text]).toEqual([304, '']);
      expect((await app.request('GET', '/v1/statements', call)).body).toEqual(body);
    }
    await buyer.send('DELETE', `/v1/keys/${live.id}`);
    expect(await app.request('GET', path, asKeys[0])).toMatchObject({ status: 401, body: { code: 'key_invalid' } });
  });

  test('has its places as the lines that their hash is over, from itself or from their object', async () => {
    const { app, buyer, path, statement, table, id } = await scene();
    const text = placesText([{ instance: 'AbCd1234', segment: 7, entries: 3 }]);
    expect((await buyer.get(`${path}/places`)).text).toBe(text);
    const { places: _, ...rest } = statement as Extract<Statement, { places: unknown }>;
    const sha256 = createHash('sha256').update(text).digest('hex');
    const long = { ...rest, day: '2026-01-02', id: 'st_2026-01-02', placesCount: 1, placesSha256: sha256 };
    await statementsOver(table).put(long, canonicalJson({ statement: JSON.parse(statementText(long)) }));
    await app.deps.evidenceObjects.putNew(`statements/${id}/2026-01-02-${sha256}.ndjson.gz`, gzipSync(text));
    expect((await buyer.get('/v1/statements/2026-01-02/places')).text).toBe(text);
  });

  test('is not there for another organization, or another day', async () => {
    const { app, buyer, path } = await scene();
    const other = await signUp(app, 'other@elsewhere.example');
    expect(await other.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await buyer.get('/v1/statements/2020-01-01')).toMatchObject({ status: 404 });
    expect(await buyer.get('/v1/statements/%23')).toMatchObject({ status: 404 });
  });

  test('is mailed to an organization that chose it', async () => {
    const { buyer } = await scene();
    const { id } = (await buyer.get<AccountView>('/v1/account')).body;
    expect((await buyer.get(`/v1/organizations/${id}`)).body).toMatchObject({ mailsStatements: false });
    expect((await buyer.send('PATCH', `/v1/organizations/${id}`, { mailsStatements: true })).body).toMatchObject({
      mailsStatements: true,
    });
  });
});

describe('a contest', () => {
  test('is sealed with its person’s fields under their key, stands in the trail, and is mailed to who decides on credit', async () => {
    const { app, contest, contests, facts, table, trail, day, id, email } = await scene();
    const said = { reason: 'Not ours.', app: 'default', dataset: 'posts', entries: ['AbCd1234/7', 'ab'.repeat(32)] };
    const reply = await contest(said);
    expect(reply).toMatchObject({ status: 201, body: { id: `ct_${day}_1`, state: 'open', decision: null } });
    const [fact] = await facts('contest');
    expect(fact).toMatchObject({ ...said, id: `ct_${day}_1`, organization: id, statement: `st_${day}` });
    const person = fact!.person as { id: string; sealed: string };
    const key = (await personKeysOver(table).find(person.id))!;
    expect(openPerson(person.sealed, key)).toEqual({ email, role: 'owner' });
    expect(JSON.stringify(fact)).not.toContain(email);
    await app.drain();
    expect((await trail()).map(({ action }) => action)).toContain('statement.contested');
    const mailed = app.mails.filter(({ subject }) => subject.includes('contests its statement'));
    expect(mailed.map(({ to }) => to)).toEqual(['operator@example.com']);
    expect(await contests()).toEqual([reply.body]);
  });

  test.each([
    [{}, 'reason'],
    [{ reason: 'x', entries: ['../secrets'] }, 'entries.0'],
    [{ reason: 'x', entries: [] }, 'entries'],
    [{ reason: 'x', more: 1 }, 'more'],
  ])('is refused with %j', async (body, field) => {
    const { contest } = await scene();
    expect((await contest(body)).body).toMatchObject({ code: 'invalid_request', errors: [{ field }] });
  });

  test('is for owners, admins and billing', async () => {
    const { app, buyer, contest } = await scene();
    const name = `${Math.floor(stripe.now().getTime())}-${app.mails.length}`;
    const developer = await joined(app, buyer, { email: `dev-${name}@buyer.example`, role: 'developer' });
    expect((await contest({ reason: 'x' }, developer)).body).toMatchObject({ code: 'role_missing' });
    const billing = await joined(app, buyer, { email: `money-${name}@buyer.example`, role: 'billing' });
    expect((await contest({ reason: 'x' }, billing)).status).toBe(201);
  });

  test('is one at a time, also of two at the same time; after a rejection there may be another', async () => {
    const { contest, contests, decide, day, facts } = await scene();
    const both = await Promise.all([contest(), contest()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await contest()).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('is open') });
    expect((await decide(`ct_${day}_1`, 'reject')).body).toMatchObject({ state: 'rejected' });
    expect((await contest()).body).toMatchObject({ id: `ct_${day}_2`, state: 'open' });
    expect((await contests()).map(({ state }) => state)).toEqual(['rejected', 'open']);
    expect(await facts('contest')).toHaveLength(2);
  });

  test('is taken until 30 days after its statement, and not a millisecond longer', async () => {
    const [timely, late] = [await scene(), await scene()];
    const again = ({ app, buyer }: typeof timely) => signUp(app, buyer.email);
    const until = new Date(Date.parse(timely.statement.at) + 30 * dayMs);
    await stripe.advanceTo(until);
    expect((await timely.contest({ reason: 'x' }, await again(timely))).status).toBe(201);
    await stripe.advanceTo(new Date(until.getTime() + 1));
    const reply = await late.contest({ reason: 'x' }, await again(late));
    const detail = `This statement could be contested until ${until.toISOString()}.`;
    expect(reply.body).toMatchObject({ code: 'conflict', detail });
  });
});

describe('a decision', () => {
  test('with a credit is sealed, told by mail and webhook, and reduces the next invoice by exactly that, once', async () => {
    const at = await scene();
    const { id: contest } = (await at.contest()).body;
    const credit = { amountMinor: 12_50, currency: 'usd' };
    const first = await at.decide(contest, 'accept', { credit });
    expect(first.body).toMatchObject({
      ...{ state: 'accepted', decision: { reason: 'We looked into it.', credit } },
      creditGivenAt: stripe.now().toISOString(),
    });
    expect((await at.credits()).map(({ amount, currency }) => [amount, currency])).toEqual([[-12_50, 'usd']]);
    expect(await at.facts('contest-decision')).toMatchObject([
      { id: `${contest}.accepted`, contest, decision: 'accepted', reason: 'We looked into it.', credit },
    ]);
    await days(2);
    expect((await at.decide(contest, 'accept', { credit })).status).toBe(200);
    expect(await at.credits()).toHaveLength(1);
    expect(await at.facts('contest-decision')).toHaveLength(1);
    await at.hear();
    expect(at.told().filter((subject) => subject.includes('was accepted'))).toHaveLength(1);
    expect(await at.open()).toEqual([]);
    const [before] = await at.charges();
    await days(31);
    await at.hear();
    const [renewal] = await at.charges();
    expect(renewal!.amount).toBe(before!.amount - 12_50);
  });

  test('stays: another kind is refused, and so is the same with another credit or reason', async () => {
    const { contest, decide } = await scene();
    const { id } = (await contest()).body;
    expect((await decide(id, 'accept')).status).toBe(200);
    for (const again of [
      await decide(id, 'reject'),
      await decide(id, 'accept', { credit: { amountMinor: 1, currency: 'usd' } }),
      await decide(id, 'accept', { reason: 'Another.' }),
    ])
      expect(again.body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('was accepted on') });
    expect((await decide('ct_2020-01-01_1', 'accept')).status).toBe(404);
  });

  test('gives no credit that Stripe would not take, and then decides nothing', async () => {
    const { contest, decide, facts } = await scene();
    const { id } = (await contest()).body;
    const foreign = await decide(id, 'accept', { credit: { amountMinor: 100, currency: 'eur' } });
    expect(foreign.body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('pays in USD') });
    const nothing = await decide(id, 'accept', { credit: { amountMinor: 0, currency: 'usd' } });
    expect(nothing.body).toMatchObject({ code: 'invalid_request' });
    expect(await facts('contest-decision')).toEqual([]);
  });

  test('is announced to webhooks with the decision and the credit', async () => {
    const at = await scene();
    const { id } = (await at.contest()).body;
    await at.decide(id, 'accept', { credit: { amountMinor: 5, currency: 'usd' } });
    const events = at.app.webhookQueue.messages().map(({ event }) => event);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'contest.decided',
        data: expect.objectContaining({
          contest: id,
          decision: 'accepted',
          credit: { amountMinor: 5, currency: 'usd' },
        }),
      }),
    );
  });

  test('stands in the operators’ trail and the buyer’s, and needs the role of finance', async () => {
    const at = await scene();
    const { id } = (await at.contest()).body;
    await at.decide(id, 'reject');
    await at.app.drain();
    const lines = (await at.buyer.get<Listing<AuditView>>('/v1/events?limit=100')).body.data;
    expect(lines.map(({ action }) => action)).toContain('contest.rejected');
  });

  test('with a credit that Stripe did not take is completed at night: given once, told, and in the trail', async () => {
    const at = await scene();
    const { id } = (await at.contest()).body;
    at.calls.reset();
    at.calls.arm({ at: 'stripe giveCredit', kind: 'before' });
    const credit = { amountMinor: 300, currency: 'usd' };
    expect((await at.decide(id, 'accept', { credit })).status).toBeGreaterThanOrEqual(500);
    at.calls.reset();
    expect([await at.credits(), (await at.open()).length]).toEqual([[], 1]);
    await at.app.reconcile();
    await at.app.reconcile();
    await at.app.drain();
    expect((await at.credits()).map(({ amount }) => amount)).toEqual([-300]);
    expect(await at.open()).toEqual([]);
    const lines = (await at.buyer.get<Listing<AuditView>>('/v1/events?limit=100')).body.data;
    expect(lines.filter(({ action }) => action === 'contest.credited')).toHaveLength(1);
  });

  test('is not credited again by a run that read it before its credit was given', async () => {
    const at = await scene();
    const { id } = (await at.contest()).body;
    at.calls.reset();
    at.calls.arm({ at: 'stripe giveCredit', kind: 'before' });
    await at.decide(id, 'accept', { credit: { amountMinor: 300, currency: 'usd' } });
    at.calls.reset();
    const { contests } = at.app.depsOf('reconcile');
    const [read] = (await contests.list({ limit: 1, state: 'open' })).contests;
    const given = await contests.setGiven(read!, '2026-12-03T03:00:00.000Z', null);
    expect(given.decided?.credit).toMatchObject({ givenAt: '2026-12-03T03:00:00.000Z' });
    expect(await contests.setGiven(read!, '2026-12-03T03:00:01.000Z', null)).toEqual(given);
  });

  test('that is interrupted anywhere is completed by the same one again, with one credit', async () => {
    const credit = { amountMinor: 700, currency: 'usd' };
    const prepared = async () => {
      const at = await scene();
      const { id } = (await at.contest()).body;
      at.calls.reset();
      return { at, contest: id };
    };
    const whole = await prepared();
    await whole.at.decide(whole.contest, 'accept', { credit });
    const made = whole.at.calls.reset();
    const from = made.findIndex((name) => name.includes('CONTEST'));
    expect(made).toContain('stripe giveCredit');
    await atEveryCall(made, async ({ at: call, kind }) => {
      const { at, contest } = await prepared();
      at.calls.arm({ at: call, kind });
      await at.decide(contest, 'accept', { credit }).catch(() => {});
      const reached = at.calls.reset();
      expect((await at.decide(contest, 'accept', { credit })).status).toBe(200);
      expect((await at.credits()).map(({ amount }) => amount)).toEqual([-700]);
      expect(await at.facts('contest-decision')).toHaveLength(1);
      expect((await at.contests())[0]).toMatchObject({ state: 'accepted', decision: { credit } });
      return reached;
    });
    expect(from).toBeGreaterThan(0);
  });
});
