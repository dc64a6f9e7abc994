/** A day's statement on the local world: made of sealed reads, told, compared with receipts, contested, and credited at Stripe. */
import { createPublicKey, type JsonWebKeyInput, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createReader, generateSigningKey } from '../../clients/node/tollgate-reader.ts';
import type {
  AccountView,
  AdminContestView,
  ContestView,
  Listing,
  SecretWebhookView,
  StatementView,
} from '../../shared/http/views.ts';
import { acceptLicences, buy, freshEmail, local, newKey, post, signUp, worldUrl } from '../support/client.ts';

type Received = { readonly headers: Record<string, string>; readonly body: string };
type Signed = {
  readonly statement: {
    readonly entries: number;
    readonly totals: readonly { readonly dataset: string; readonly calls: number; readonly records: number }[];
    readonly places: readonly { readonly instance: string; readonly segment: number; readonly entries: number }[];
  };
  readonly keyId: string;
  readonly signature: string;
};

const received: Received[] = [];
const receiver = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString('utf8');
  received.push({ headers: request.headers as Record<string, string>, body });
  response.writeHead(204).end();
});
beforeAll(() => new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => receiver.close(resolve)));

/** The payloads of a type, as the receiver's library verifies them at the time of their arrival. */
const toldOf = (type: string, secret: string) =>
  received.flatMap(({ headers, body }) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['webhook-timestamp']) * 1_000 });
    try {
      const payload = new Webhook(secret).verify(body, headers) as { type: string; data: Record<string, unknown> };
      return payload.type === type ? [payload.data] : [];
    } finally {
      vi.useRealTimers();
    }
  });

const textAt = async (address: string, secret: string) => {
  const answer = await fetch(new URL(address, worldUrl()), { headers: { authorization: `Bearer ${secret}` } });
  expect(answer.status, address).toBe(200);
  return answer.text();
};

/** Seals what was done, and makes the clock stand in the next UTC day, after statements are made. */
async function nextDay(): Promise<void> {
  await local.advance(60);
  await post('/__local/jobs/usage-merge', {});
  await local.advance(2 * 3_600);
  await post('/__local/jobs/ledger-seal', {});
  const now = new Date((await local.status()).now);
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 1, 30);
  await local.advance((next - now.getTime()) / 1_000);
  await post('/__local/jobs/statements', {});
  await local.advance(0);
}

/** The places of receipts, with the number of reads that each has. */
const placesOf = (receipts: readonly string[]) => {
  const places = receipts.map((receipt) => {
    const [, instance = '', segment = ''] = /instance="([^"]+)", segment=(\d+)/.exec(receipt) ?? [];
    return `${instance}/${segment}`;
  });
  return Object.fromEntries([...Map.groupBy(places, (place) => place)].map(([place, of]) => [place, of.length]));
};

const folder = mkdtempSync(path.join(tmpdir(), 'statements-'));
afterAll(() => rmSync(folder, { recursive: true }));
const ofFolder = (receipts: string, witness: string) => ({
  receipts: path.join(folder, receipts),
  witness: path.join(folder, witness),
});
const keptReceipts = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { receipt: string }).receipt);

/** The client finds both receipts in the statement; it tells of one that was lost, and of one that no instance signed. */
async function comparedByTheBuyer(kept: { url: string; key: string; receipts: string; witness: string }, day: string) {
  const whole = await createReader(kept).compare(day);
  expect(whole).toMatchObject({ day, matched: 2, lacking: [], wrong: [], elsewhere: 0 });
  expect(await createReader(kept).keepSeals()).toBeGreaterThan(0);
  const [first = '', second = ''] = readFileSync(kept.receipts, 'utf8').trimEnd().split('\n');
  const other = ofFolder('lost', 'other-witness');
  writeFileSync(other.receipts, `${first}\n`);
  expect(await createReader({ ...kept, ...other }).compare(day)).toMatchObject({
    matched: 1,
    lacking: [{ entries: 1, receipts: 0 }],
  });
  writeFileSync(other.receipts, `${first}\n${second.replace(/sig=:../, 'sig=:AA')}\n`);
  expect((await createReader({ ...kept, ...other }).compare(day)).wrong).toHaveLength(1);
}

test('a day of signed reads is stated as the buyer’s receipts say, and contested; the operator’s credit stands at Stripe', async () => {
  const buyer = await signUp(freshEmail('stated'));
  const { body: account } = await buyer.get<AccountView>('/v1/account');
  await buyer.send('PATCH', `/v1/organizations/${account.id}`, { mailsStatements: true });
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
  const hook = await buyer.send<SecretWebhookView>('POST', '/v1/webhooks', {
    ...{ url, types: ['statement.created', 'contest.decided'] },
  });
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  const kept = { url: worldUrl(), key: secret, ...ofFolder('receipts', 'witness') };
  const { privateKey, publicKey } = generateSigningKey();
  expect((await buyer.send('POST', '/v1/signing-keys', { publicKey, name: 'Server' })).status).toBe(201);
  expect((await buyer.send('PUT', '/v1/signing-keys/rule', { required: true })).status).toBe(204);
  await local.advance(3);
  const now = new Date((await local.status()).now);
  expect((await createReader(kept).read('/data/posts?limit=1')).status).toBe(401);
  const reader = createReader({ ...kept, signingKey: privateKey, now: () => now });
  for (const limit of [3, 4]) expect((await reader.read(`/data/posts?limit=${limit}`)).status).toBe(200);
  const receipts = keptReceipts(kept.receipts);
  await nextDay();

  const [listed] = (await buyer.get<Listing<StatementView>>('/v1/statements')).body.data;
  const text = await textAt(`/v1/statements/${listed!.day}`, secret);
  const { statement, keyId, signature } = JSON.parse(text) as Signed;
  expect(statement.totals).toMatchObject([{ dataset: 'posts', calls: 2, records: 7 }]);
  const stated = Object.fromEntries(statement.places.map((each) => [`${each.instance}/${each.segment}`, each.entries]));
  expect(stated).toEqual(placesOf(receipts));
  await comparedByTheBuyer(kept, listed!.day);
  const { keys } = JSON.parse(await textAt('/.well-known/tollgate/keys', secret)) as {
    keys: (JsonWebKeyInput['key'] & { kid: string })[];
  };
  const { kid: _, use: __, ...jwk } = keys.find(({ kid }) => kid === keyId) as unknown as Record<string, string>;
  const key = createPublicKey({ key: jwk, format: 'jwk' } as JsonWebKeyInput);
  expect(verify('sha256', Buffer.from(JSON.stringify(statement)), key, Buffer.from(signature, 'base64'))).toBe(true);
  expect((await textAt(`/v1/statements/${listed!.day}/places`, secret)).trimEnd().split('\n')).toHaveLength(
    statement.places.length,
  );
  const [told] = toldOf('statement.created', hook.body.secret);
  expect(told).toMatchObject({ accountId: account.id, day: listed!.day, entries: statement.entries });
  expect(JSON.stringify(told!.signed)).toBe(text);
  const mails = (await local.mail()).filter(({ to }) => to === buyer.email);
  expect(mails.filter(({ subject }) => subject.startsWith('Your statement of'))).toHaveLength(1);

  const again = await signUp(buyer.email);
  const ofDay = `/v1/statements/${listed!.day}`;
  const contest = await again.send<ContestView>('POST', `${ofDay}/contest`, { reason: 'One read is not ours.' });
  expect(contest.status).toBe(201);
  const operator = await signUp('operator@example.com');
  const credit = { amountMinor: 250, currency: 'usd' };
  const decided = await operator.send<AdminContestView>(
    ...(['POST', `/v1/admin/contests/${account.id}/${contest.body.id}/accept`] as const),
    { reason: 'You are right.', credit },
  );
  expect(decided.body).toMatchObject({ state: 'accepted', decision: { credit } });
  await local.advance(0);
  expect(toldOf('contest.decided', hook.body.secret)).toMatchObject([{ decision: 'accepted', credit }]);
  expect(await balanceOf(buyer.email)).toBe(-250);

  await nextDay();
  const [facts] = (await again.get<Listing<StatementView>>('/v1/statements')).body.data;
  expect(facts!.day > listed!.day).toBe(true);
  expect(facts!.entries).toBeGreaterThanOrEqual(3);
});

/** The credit balance of a customer at Stripe's stand-in. */
async function balanceOf(email: string): Promise<number> {
  const { stripe } = await local.status();
  const answer = await fetch(new URL(`/v1/customers?email=${encodeURIComponent(email)}`, stripe.apiBase), {
    headers: { authorization: `Bearer ${stripe.secretKey}` },
  });
  const { data } = (await answer.json()) as { data: { balance: number }[] };
  return data[0]!.balance;
}
