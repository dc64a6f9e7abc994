/** The client for buyers against a deployment whose ledger another program made. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createReader, type ReaderOptions } from '../../clients/node/tollgate-reader.ts';
import { canonicalJson, type JsonValue } from '../../shared/domain/accounts/canonical-json.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';

const ledger = madeLedger(20261202);
const stated = ledger.statements[0]!;
const { day, organization } = stated;
const own = ledger.receipts
  .filter((receipt) => receipt.organization === organization)
  .filter(({ seal }) => ledger.seals[seal - 1]!.seal.hour.startsWith(day))
  .map(({ receipt }) => receipt);
const text = (value: object) => canonicalJson(value as JsonValue);

const folder = mkdtempSync(path.join(tmpdir(), 'reader-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [receipts, witness] = [path.join(folder, 'receipts.ndjson'), path.join(folder, 'witness.ndjson')];

let answers: Map<string, string>;
let sealed: typeof ledger.seals;
beforeEach(() => {
  rmSync(receipts, { force: true });
  rmSync(witness, { force: true });
  sealed = ledger.seals;
  const keys = [
    { ...ledger.ledgerKey.jwk, use: 'seals' },
    { ...ledger.receiptsKey.jwk, use: 'receipts' },
  ];
  answers = new Map([
    ['/.well-known/tollgate/keys', JSON.stringify({ keys })],
    [`/v1/statements/${day}`, text(stated.signed)],
    ...ledger.instances.map(
      ({ instance, certificate }) => [`/.well-known/tollgate/instances/${instance}`, text(certificate)] as const,
    ),
  ]);
});

/** Seals come two a page, newest first. */
function sealsPage(cursor: string | null): string {
  const open = sealed.filter(({ seal }) => cursor === null || seal.number < Number(cursor)).toReversed();
  const page = open.slice(0, 2);
  const more = open.length > 2 ? { cursor: String(page.at(-1)!.seal.number) } : {};
  return JSON.stringify({ data: page.map(({ signed }) => signed), ...more });
}

const deployment = (async (input: URL | string) => {
  const { pathname, searchParams } = new URL(input);
  if (pathname.startsWith('/data/')) return new Response('{}', { headers: { 'tollgate-receipt': own[0]! } });
  const isSeals = pathname === '/.well-known/tollgate/seals';
  const answer = isSeals ? sealsPage(searchParams.get('cursor')) : answers.get(pathname);
  return new Response(answer ?? 'nothing', { status: answer === undefined ? 404 : 200 });
}) as typeof fetch;
const readerWith = (more: Partial<ReaderOptions> = {}) =>
  createReader({ url: 'https://shop.example', key: 'tg_live_x', receipts, witness, fetch: deployment, ...more });
const keep = (lines: readonly string[]) =>
  writeFileSync(receipts, lines.map((receipt) => `${JSON.stringify({ receipt })}\n`).join(''));

test('a read keeps its receipt, as verify.mjs takes it', async () => {
  await readerWith({ now: () => new Date('2026-12-02T10:00:00Z') }).read('/data/posts?limit=1');
  expect(JSON.parse(readFileSync(receipts, 'utf8'))).toEqual({
    at: '2026-12-02T10:00:00.000Z',
    request: 'GET https://shop.example/data/posts?limit=1',
    status: 200,
    receipt: own[0],
  });
});

describe('a comparison with the statement of a day', () => {
  test('finds nothing where every receipt was kept, and keeps the statement', async () => {
    keep([...own, own[0]!]);
    const entries = (stated.signed.statement as { entries: number }).entries;
    expect(own.length).toBeGreaterThan(3);
    expect(await readerWith().compare(day)).toEqual({
      ...{ day, entries, matched: own.length, lacking: [], wrong: [], elsewhere: 0 },
    });
    expect(readFileSync(witness, 'utf8')).toBe(`${text(stated.signed)}\n`);
  });

  test('tells each place with a read for which there is no receipt', async () => {
    keep(own.slice(1));
    const { lacking } = await readerWith().compare(day);
    const [, instance, segment] = /instance="([^"]+)", segment=(\d+)/.exec(own[0]!)!;
    expect(lacking).toMatchObject([{ instance, segment: Number(segment) }]);
    expect(lacking[0]!.entries - lacking[0]!.receipts).toBe(1);
  });

  test('tells receipts that the statement has no entry for, that are forged, or of another place', async () => {
    const beyond = own[0]!.replace(/index=\d+/, 'index=999');
    const foreign = own[0]!.replace(/segment=\d+/, 'segment=999');
    keep([...own, beyond, foreign, 'hello']);
    const { wrong, elsewhere } = await readerWith().compare(day);
    expect(wrong.map(({ reason }) => reason)).toEqual(['its signature does not hold', 'it is no receipt']);
    expect(elsewhere).toBe(1);
  });

  test.each([
    [
      'that was changed',
      () => ({ ...stated.signed, statement: { ...stated.signed.statement, entries: 1 } }),
      {},
      'does not hold',
    ],
    ['of another key', () => ({ ...stated.signed, keyId: 'x' }), {}, 'No published key'],
    ['by a key that is not pinned', () => stated.signed, { pinned: ['x'] }, 'not pinned'],
    ['of another day', () => stated.signed, { day: '2026-01-01' }, 'answered 404'],
  ])('refuses a statement %s', async (_, given, more: { pinned?: string[]; day?: string }, message) => {
    answers.set(`/v1/statements/${day}`, text(given()));
    const { day: asked = day, ...options } = more;
    await expect(readerWith(options).compare(asked)).rejects.toThrow(message);
  });
});

describe('seals', () => {
  test('are kept once each, in order, however often it is asked', async () => {
    sealed = ledger.seals.slice(0, 3);
    expect(await readerWith().keepSeals()).toBe(3);
    sealed = ledger.seals;
    expect(await readerWith().keepSeals()).toBe(ledger.seals.length - 3);
    expect(await readerWith().keepSeals()).toBe(0);
    expect(readFileSync(witness, 'utf8')).toBe(ledger.seals.map(({ signed }) => `${text(signed)}\n`).join(''));
  });

  test('that were made anew contradict the kept ones', async () => {
    await readerWith().keepSeals();
    const other = madeLedger(7);
    sealed = other.seals;
    await expect(readerWith().keepSeals()).rejects.toThrow('is not published as it was kept');
  });

  test('that do not follow each other are refused', async () => {
    sealed = ledger.seals.filter(({ seal }) => seal.number !== 2);
    await expect(readerWith().keepSeals()).rejects.toThrow('does not follow');
  });
});
