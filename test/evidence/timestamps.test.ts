/** Time stamps in a pack: by `openssl ts`, which is not ours. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPack } from '../../evidence/verify/verify-pack.ts';
import { outgoingCaller } from '../../shared/http/call-out.ts';
import { timestampDigest, timestampRequest } from '../../shared/services/evidence/timestamp.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';
import { madeSource, packBytes } from '../support/evidence/made-source.ts';
import { linesIn, type PackBytes, writeFiles } from '../support/evidence/pack-files-of.ts';
import { signedAgain } from '../support/evidence/tamper.ts';
import { timestampAuthority } from '../support/timestamp-authority.ts';

const ledger = madeLedger(11);
let authority: Awaited<ReturnType<typeof timestampAuthority>>;
let folder: string;
let pack: PackBytes;
let made = 0;
beforeAll(async () => {
  authority = await timestampAuthority();
  folder = await mkdtemp(join(tmpdir(), 'timestamps-'));
  pack = await packBytes(madeSource(ledger, ledger.organizations[0]!.id), { ledger });
});
afterAll(async () => {
  await authority.stop();
  await rm(folder, { recursive: true });
});

async function replyTo(text: string): Promise<Buffer> {
  const body = Buffer.from(timestampRequest({ digest: timestampDigest(text), nonce: Buffer.alloc(8, 7) }));
  const call = outgoingCaller({ maxBytes: 65_536, mayConnect: () => true });
  const base = new URL(authority.address);
  const outcome = await call({ base, method: 'POST', path: base.pathname, headers: {}, body, timeoutMs: 30_000 });
  if (!outcome.ok) throw outcome.cause;
  return outcome.reply.body;
}

/** The verdict over the pack with a time stamp of a text. */
async function judged(name: string, text: string) {
  made += 1;
  const place = join(folder, String(made));
  await writeFiles(place, signedAgain(new Map([...pack, [name, await replyTo(text)]]), ledger.ledgerKey));
  return verifyPack({ folder: place, pinned: [] });
}

const seals = () => linesIn(pack.get('seals.ndjson'));

test('a time stamp of a signed seal holds, and the reader is told how to check who made it', async () => {
  const { ok, counts, notes, findings } = await judged('timestamps/000000000002.tsr', seals()[1]!);
  expect(findings).toEqual([]);
  expect([ok, counts.timestamps]).toEqual([true, 1]);
  expect(notes.join('')).toContain('openssl ts -verify');
});

test.each([
  ['of another seal', 'timestamps/000000000002.tsr', () => seals()[2]!],
  ['of a seal that is not in the pack', 'timestamps/000000000099.tsr', () => seals()[1]!],
  [
    'of the seal without its signature',
    'timestamps/000000000001.tsr',
    () => JSON.stringify(JSON.parse(seals()[0]!).seal),
  ],
])('a time stamp %s is found', async (_, name, text) => {
  const { ok, findings } = await judged(name, text());
  expect([ok, findings]).toMatchObject([false, [{ code: 'timestamp.seal', file: name }]]);
});
