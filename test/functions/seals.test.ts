/** The ledger's public documents: seals, keys and certificates, read as anybody reads them. */
import { createPublicKey, type JsonWebKeyInput, verify } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';
import { storeHour } from '../support/evidence/stored-ledger.ts';

const ledger = madeLedger(21);
let world: Awaited<ReturnType<typeof newWorld>>;

/** An app whose ledger has a seal for each hour of the made one. */
async function newWorld() {
  const table = memoryTable();
  const state = { now: new Date(ledger.seals[0]!.seal.at) };
  const app = assemble({ table, stripe: {} as StripeGateway, now: () => state.now });
  for (const { seal } of ledger.seals) {
    await storeHour({ table, objects: app.deps.evidenceObjects }, ledger, seal.number);
    state.now = new Date(seal.at);
    expect(await app.sealLedger()).toMatchObject({ seals: 1, missing: 0 });
  }
  const read = (path: string, headers = {}) =>
    app.request<Record<string, unknown>>('GET', `/.well-known/tollgate/${path}`, { headers });
  return { app, read };
}
beforeEach(async () => {
  world = await newWorld();
});

test('anybody reads a seal, and checks its signature over its bytes with the published key', async () => {
  const { status, headers, text, body } = await world.read('seals/2');
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=60' });
  const { keys } = (await world.read('keys')).body as {
    keys: (JsonWebKeyInput['key'] & { kid: string; use: string })[];
  };
  const { kid, use, ...jwk } = keys.find((key) => key.kid === body.keyId)!;
  expect(use).toBe('seals');
  const signed = /^\{"keyId":"[\w-]+","seal":(\{.*\}),"signature":"[^"]+"\}$/.exec(text)![1]!;
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  expect(verify('sha256', Buffer.from(signed), publicKey, Buffer.from(String(body.signature), 'base64'))).toBe(true);
  expect(body.seal).toEqual(ledger.seals[1]!.signed.seal);
});

test('seals are listed newest first, page by page, each with the bytes that it has alone', async () => {
  const texts: string[] = [];
  let cursor: unknown;
  do {
    const { text, body } = await world.read(`seals?limit=4${cursor ? `&cursor=${cursor}` : ''}`);
    const numbers = (body.data as { seal: { number: number } }[]).map(({ seal }) => seal.number);
    for (const number of numbers) {
      const alone = (await world.read(`seals/${number}`)).text;
      expect(text).toContain(alone);
      texts.push(alone);
    }
    cursor = body.cursor;
  } while (cursor);
  const numbers = texts.map((text) => (JSON.parse(text) as { seal: { number: number } }).seal.number);
  expect(numbers).toEqual([6, 5, 4, 3, 2, 1]);
});

test('a key that is no longer configured stays published, and one of receipts is there before its first seal', async () => {
  const { app, read } = world;
  const [former] = await app.deps.ledgerKeys.keys();
  Object.assign(app.depsOf('credentials'), { ledgerKeys: { keys: async () => [] } });
  const published = async () =>
    ((await read('keys')).body as { keys: { kid: string; use: string }[] }).keys.map(({ kid, use }) => [use, kid]);
  const [receipts] = await app.deps.receiptKeys.keys();
  expect(await published()).toEqual([
    ['receipts', receipts!.kid],
    ['seals', former!.kid],
  ]);
});

test('while KMS does not answer, the kept keys are published all the same', async () => {
  const { app, read } = world;
  const away = { keys: () => Promise.reject(new Error('KMS is away')) };
  Object.assign(app.depsOf('credentials'), { ledgerKeys: away, receiptKeys: away });
  const { status, body } = await read('keys');
  expect([status, (body.keys as object[]).length]).toEqual([200, 2]);
  expect(app.logs.join('')).toContain('keys of evidence not read');
});

test('an instance’s certificate is published as it was put, and nothing takes its place', async () => {
  const { app, read } = world;
  const [{ instance, certificate }] = ledger.instances as [(typeof ledger.instances)[0]];
  const signed = JSON.stringify(certificate);
  expect(await app.deps.certificates.put(instance, signed)).toBe(true);
  expect(await app.deps.certificates.put(instance, '{}')).toBe(false);
  expect((await read(`instances/${instance}`)).text).toBe(signed);
});

test.each(['seals/0', 'seals/99', 'seals/one', 'seals/1e3', 'instances/nobody', 'instances/a%2Fb'])(
  '%s is not there',
  async (path) => {
    expect((await world.read(path)).status).toBe(404);
  },
);

test.each(['seals?limit=101', 'seals?before=3', 'seals/1?limit=1', 'keys?use=seals'])(
  '%s has a parameter that is refused',
  async (path) => {
    expect((await world.read(path)).status).toBe(400);
  },
);

test('a cursor that is none lists from the newest', async () => {
  const { body } = await world.read('seals?limit=1&cursor=none');
  expect((body.data as { seal: { number: number } }[])[0]?.seal.number).toBe(6);
});

test('the reply of the time-stamp authority is published as it came; a seal without one has none', async () => {
  const { app, read } = world;
  const reply = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]);
  await app.deps.timestamps.put({ seal: 2, reply, at: '2026-12-02T12:00:00.000Z' });
  const { status, headers } = await read('seals/2/timestamp');
  expect([status, headers['content-type']]).toEqual([200, 'application/timestamp-reply']);
  for (const path of ['seals/1/timestamp', 'seals/x/timestamp']) expect((await read(path)).status).toBe(404);
});
