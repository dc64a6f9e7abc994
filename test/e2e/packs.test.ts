/** Evidence packs on the local world: reads, seals, an order, and a stranger's verifier without a network. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView, Listing, PackView } from '../../shared/http/views.ts';
import {
  acceptLicences,
  buy,
  call,
  freshEmail,
  local,
  newKey,
  type Person,
  post,
  read,
  signUp,
} from '../support/client.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'packs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing that the verifier does may open a connection. */
const offline =
  "import net from 'node:net';import dgram from 'node:dgram';import dns from 'node:dns';" +
  "const no=()=>{throw new Error('no network')};net.Socket.prototype.connect=no;dgram.createSocket=no;dns.lookup=no;";

type Verdict = {
  readonly ok: boolean;
  readonly findings: readonly unknown[];
  readonly counts: Readonly<Record<string, number>>;
};

/** Opens a zip, and runs the verifier that is in it in a process of its own. */
function verified(name: string, zip: Buffer, args: readonly string[] = []): { verdict: Verdict; opened: string } {
  const [file, opened] = [path.join(folder, `${name}.zip`), path.join(folder, name)];
  writeFileSync(file, zip);
  execFileSync('python3', ['-m', 'zipfile', '-e', file, opened]);
  const before = ['--import', `data:text/javascript,${encodeURIComponent(offline)}`];
  const output = execFileSync(process.execPath, [...before, 'verify.mjs', '--json', ...args], { cwd: opened });
  return { verdict: JSON.parse(output.toString()) as Verdict, opened };
}

const linesOf = (opened: string, name: string): Record<string, unknown>[] =>
  readFileSync(path.join(opened, name), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

async function fetched(url: string): Promise<Buffer> {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

const pinned = async (): Promise<string> => {
  const { keys } = (await call<{ keys: { kid: string; use: string }[] }>('/.well-known/tollgate/keys')).body;
  return keys.find(({ use }) => use === 'seals')!.kid;
};

let buyer: Person;
let secret: string;
const receipts: string[] = [];
const from = async () => new Date(Date.parse((await local.status()).now) - 7 * 86_400_000).toISOString();

beforeAll(async () => {
  buyer = await signUp(freshEmail('packs'), 'Havnora شركة AS');
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  ({ secret } = await newKey(buyer));
  for (let i = 0; i < 3; i += 1)
    receipts.push((await read('/data/posts?limit=3', secret)).headers.get('tollgate-receipt')!);
  await local.advance(60);
  await post('/__local/jobs/usage-merge', {});
  await local.advance(2 * 3_600);
  await post('/__local/jobs/ledger-seal', {});
}, 120_000);

test('a buyer orders a pack of its reads, and a verifier without a network confirms it and the receipts', async () => {
  const asked = await buyer.send<PackView>('POST', '/v1/packs', { from: await from() });
  expect(asked).toMatchObject({ status: 202, body: { status: 'waiting', file: null } });
  const location = asked.headers.get('location')!;
  expect(location).toBe(`/v1/packs/${asked.body.id}`);
  await local.advance(0);
  const { body } = await buyer.get<PackView>(location);
  expect(body).toMatchObject({ status: 'ready', progress: { done: 1, of: 1 }, reason: null });
  const zip = await fetched(body.file!.url!);
  expect(zip.length).toBe(body.file!.bytes);
  const file = path.join(folder, 'receipts.txt');
  writeFileSync(file, receipts.map((receipt) => `${receipt}\n`).join(''));
  const { verdict, opened } = verified('own', zip, ['--key', await pinned(), '--receipts', file]);
  expect(verdict).toMatchObject({ ok: true, findings: [], counts: { receipts: 3 } });
  expect(body.file!.keyId).toBe(await pinned());
  expect(JSON.parse(readFileSync(path.join(opened, 'manifest.json'), 'utf8'))).toMatchObject({
    name: 'Havnora شركة AS',
  });
  expect(linesOf(opened, 'acceptances.ndjson').length).toBeGreaterThan(0);
  expect(linesOf(opened, 'api-keys.ndjson')).toMatchObject([{ environment: 'live', revokedAt: null }]);
  expect(linesOf(opened, 'invoices.ndjson')).toMatchObject([{ status: 'paid', amountMinor: 10_000, currency: 'usd' }]);
  expect(linesOf(opened, 'payments.ndjson')).toMatchObject([
    { amountMinor: 10_000, refundedMinor: 0, currency: 'usd' },
  ]);
  expect(JSON.stringify(linesOf(opened, 'api-keys.ndjson'))).not.toContain(secret);
  expect(readFileSync(path.join(opened, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  const listed = await buyer.get<Listing<PackView>>('/v1/packs');
  expect(listed.body.data).toMatchObject([{ id: body.id, status: 'ready' }]);
});

test('an operator orders a pack after the buyer deleted the account, and it names the company', async () => {
  const owner = await signUp(buyer.email);
  const { id } = (await owner.get<AccountView>('/v1/account')).body;
  expect((await owner.send('DELETE', '/v1/account')).status).toBe(202);
  await local.advance(3);
  expect((await owner.get('/v1/packs')).status).toBe(401);
  const operator = await signUp('operator@example.com');
  const order = { from: await from(), reason: 'Their lawyer asked' };
  const asked = await operator.send<PackView>('POST', `/v1/admin/accounts/${id}/packs`, order);
  expect(asked).toMatchObject({ status: 202, body: { status: 'waiting' } });
  await local.advance(0);
  const { body } = await operator.get<PackView>(asked.headers.get('location')!);
  expect(body.status).toBe('ready');
  const { verdict, opened } = verified('theirs', await fetched(body.file!.url!), ['--key', await pinned()]);
  expect(verdict).toMatchObject({ ok: true, findings: [] });
  expect(JSON.parse(readFileSync(path.join(opened, 'manifest.json'), 'utf8'))).toMatchObject({
    name: 'Havnora شركة AS',
  });
  expect(linesOf(opened, 'persons.ndjson')).toEqual([]);
  const listed = await operator.get<Listing<PackView>>(`/v1/admin/accounts/${id}/packs`);
  expect(listed.body.data.map(({ status }) => status)).toEqual(['ready', 'ready']);
});
