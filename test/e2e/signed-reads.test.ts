/** Signed requests on the local world: what the edge and the API pass on is what the buyer signed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createReader, generateSigningKey } from '../../clients/node/tollgate-reader.ts';
import type { PackView } from '../../shared/http/views.ts';
import { acceptLicences, buy, freshEmail, local, newKey, type Person, signUp, worldUrl } from '../support/client.ts';
import { isSealed } from '../support/dispute.ts';
import { fetchedPack, packLines, verifiedPack } from '../support/opened-pack.ts';

const codeOf = async (response: Response) =>
  response.ok ? response.status : ((await response.json()) as { code: string }).code;

/** The pack of a buyer's own reads, from the hour before a time. */
async function packOf(buyer: Person, since: Date): Promise<Buffer> {
  const from = new Date(since.getTime() - 3_600_000).toISOString();
  const asked = await buyer.send<PackView>('POST', '/v1/packs', { from });
  await local.advance(0);
  const { body } = await buyer.get<PackView>(asked.headers.get('location') ?? '');
  return fetchedPack(body.file?.url ?? '');
}

const entriesIn = (opened: string) =>
  readdirSync(path.join(opened, 'entries')).flatMap((file) => packLines(opened, `entries/${file}`));

test('a signed read is served once, a changed one never, and the rule refuses unsigned ones', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'signed-'));
  try {
    const buyer = await signUp(freshEmail('signed'));
    await buy(buyer, 'pro');
    await acceptLicences(buyer);
    const { secret } = await newKey(buyer);
    const { privateKey, publicKey } = generateSigningKey();
    expect((await buyer.send('POST', '/v1/signing-keys', { publicKey, name: 'Server' })).status).toBe(201);
    const receipts = path.join(folder, 'receipts.ndjson');
    const now = new Date((await local.status()).now);
    const sent: Request[] = [];
    const recorded: typeof fetch = (input, init) => {
      sent.push(new Request(input, init));
      return fetch(input, init);
    };
    const options = { url: String(worldUrl()), key: secret, receipts, now: () => now };
    const reader = createReader({ ...options, signingKey: privateKey, fetch: recorded });
    for (const target of [
      '/data/posts?limit=2',
      '/data/posts?q=a+b&brand=S%C3%BCd&limit=1',
      '/data/posts/counts?by=day',
    ])
      expect([target, await codeOf(await reader.read(target))]).toEqual([target, 200]);
    expect(readFileSync(receipts, 'utf8').trim().split('\n')).toHaveLength(3);
    expect(await codeOf(await fetch(sent[0]!.clone()))).toBe('nonce_repeated');
    const { headers } = sent[1]!;
    expect(await codeOf(await fetch(new URL('/data/posts?limit=3', worldUrl()), { headers }))).toBe(
      'signature_invalid',
    );
    expect((await buyer.send('PUT', '/v1/signing-keys/rule', { required: true })).status).toBe(204);
    await local.advance(3);
    const unsigned = createReader(options);
    expect(await codeOf(await unsigned.read('/data/posts?limit=2'))).toBe('signature_required');
    const later = createReader({ ...options, signingKey: privateKey, now: () => new Date(now.getTime() + 3_000) });
    expect(await codeOf(await later.read('/data/posts?limit=2'))).toBe(200);
    const gateway = createReader({ ...options, signingKey: privateKey, now: () => new Date(now.getTime() + 4_000) });
    expect(await codeOf(await gateway.read('/gateway/trends/brands'))).toBe(200);
    await isSealed();
    const zip = await packOf(buyer, now);
    const { verdict, opened } = verifiedPack(folder, 'pack', { zip, args: ['--receipts', receipts] });
    expect(verdict).toMatchObject({ ok: true, findings: [], counts: { signedRequests: 5, receipts: 5 } });
    const signed = entriesIn(opened).flatMap((entry) => (entry.signed ? [entry] : []));
    const asked = {
      dataset: 'gateway:trends',
      signed: { method: 'GET', target: `${worldUrl()}/gateway/trends/brands` },
    };
    expect(signed).toContainEqual(
      expect.objectContaining({ dataset: asked.dataset, signed: expect.objectContaining(asked.signed) }),
    );
    expect(packLines(opened, 'signing-keys.ndjson')).toMatchObject([
      { fact: { kind: 'signing-key' } },
      { fact: { kind: 'signing-rule', required: true } },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
