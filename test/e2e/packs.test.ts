/** Evidence packs on the local world: reads, seals, an order, and a stranger's verifier without a network. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView, Listing, PackView } from '../../shared/http/views.ts';
import {
  acceptLicences,
  buy,
  freshEmail,
  local,
  newKey,
  type Person,
  post,
  read,
  signUp,
  worldUrl,
} from '../support/client.ts';
import { fetchedPack, packLines, publishedThumbprint, verifiedPack } from '../support/opened-pack.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'packs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  const zip = await fetchedPack(body.file!.url!);
  expect(zip.length).toBe(body.file!.bytes);
  const file = path.join(folder, 'receipts.txt');
  writeFileSync(file, receipts.map((receipt) => `${receipt}\n`).join(''));
  const { verdict, opened } = verifiedPack(folder, 'own', {
    zip: zip,
    args: ['--key', await publishedThumbprint(), '--receipts', file],
  });
  expect(verdict).toMatchObject({ ok: true, findings: [], counts: { receipts: 3 } });
  expect(body.file!.keyId).toBe(await publishedThumbprint());
  expect(JSON.parse(readFileSync(path.join(opened, 'manifest.json'), 'utf8'))).toMatchObject({
    name: 'Havnora شركة AS',
  });
  expect(packLines(opened, 'acceptances.ndjson').length).toBeGreaterThan(0);
  expect(packLines(opened, 'api-keys.ndjson')).toMatchObject([{ environment: 'live', revokedAt: null }]);
  expect(packLines(opened, 'invoices.ndjson')).toMatchObject([
    { status: 'paid', amountMinor: 10_000, currency: 'usd' },
  ]);
  expect(packLines(opened, 'payments.ndjson')).toMatchObject([
    { amountMinor: 10_000, refundedMinor: 0, currency: 'usd' },
  ]);
  expect(JSON.stringify(packLines(opened, 'api-keys.ndjson'))).not.toContain(secret);
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
  const { verdict, opened } = verifiedPack(folder, 'theirs', {
    zip: await fetchedPack(body.file!.url!),
    args: ['--key', await publishedThumbprint()],
  });
  expect(verdict).toMatchObject({ ok: true, findings: [] });
  expect(JSON.parse(readFileSync(path.join(opened, 'manifest.json'), 'utf8'))).toMatchObject({
    name: 'Havnora شركة AS',
  });
  expect(packLines(opened, 'persons.ndjson')).toEqual([]);
  const listed = await operator.get<Listing<PackView>>(`/v1/admin/accounts/${id}/packs`);
  expect(listed.body.data.map(({ status }) => status)).toEqual(['ready', 'ready']);
});

const pack = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['cli/pack.ts', '--url', worldUrl(), ...args], {
    cwd: path.resolve(import.meta.dirname, '../..'),
  });

test('the command line makes a pack that holds, says how to check it, and names mistakes', async () => {
  const owner = await signUp(freshEmail('by-command'), 'Kestrel Research Ltd');
  const { id } = (await owner.get<AccountView>('/v1/account')).body;
  const out = path.join(folder, 'by-command-line.zip');
  const { stdout } = await pack('--organization', id, '--from', (await from()).slice(0, 10), '--out', out);
  expect(stdout).toContain(`node verify.mjs --key ${await publishedThumbprint()}`);
  const { verdict, opened } = verifiedPack(folder, 'by-command', {
    zip: readFileSync(out),
    args: ['--key', await publishedThumbprint()],
  });
  expect(verdict).toMatchObject({ ok: true, findings: [] });
  expect(JSON.parse(readFileSync(path.join(opened, 'manifest.json'), 'utf8'))).toMatchObject({
    name: 'Kestrel Research Ltd',
  });
  const refused = async (...args: readonly string[]) =>
    pack(...args).then(
      () => '',
      ({ stderr }: { stderr: string }) => stderr,
    );
  expect(await refused('--organization', 'acct_none', '--from', '2026-11-01')).toContain('There is no organization');
  expect(await refused('--organization', id, '--from', 'yesterday')).toContain('--from must be a day');
  expect(await refused('--organization', id, '--from', '2020-01-01')).toContain('at most 366 days');
  expect(await refused('--organization', id)).toContain('Usage: npm run pack');
});
