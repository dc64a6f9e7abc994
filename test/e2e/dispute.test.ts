/**
 * A company reads through eight apps, says what two of them are for, and later says that all of it was declared. Its pack says otherwise, to a
 * stranger without a network. `docs/dispute.md` tells it with pictures; `DISPUTE_FOLDER` keeps what they are made of.
 */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Verdict } from '../../evidence/verify/verdict.ts';
import type { PackView } from '../../shared/http/views.ts';
import { local, type Person, signUp } from '../support/client.ts';
import { allRead, appNames, companyOfTheDispute, type Disputed, declares, isSealed } from '../support/dispute.ts';
import { fetchedPack, packLines, publishedThumbprint, verifiedPack, verifierSays } from '../support/opened-pack.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'dispute-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const kept = process.env.DISPUTE_FOLDER;

const brand = { app: 'Brand Monitor', purpose: 'Shows brands what people say of them', audience: 'Brand managers' };
const insight = { app: 'Insight Portal', purpose: 'Answers questions of market research', audience: 'Analysts' };

let company: Disputed;
let operator: Person;
let opened: string;
let verdict: Verdict;
let first: string;
let second: string;

const clock = async () => (await local.status()).now;

beforeAll(async () => {
  const from = await clock();
  company = await companyOfTheDispute('Colossal Corp');
  await declares(company, { ...brand, government: false });
  first = await declares(company, { ...insight, government: false });
  await allRead(company);
  await isSealed();
  second = await declares(company, { ...insight, audience: 'Analysts of three ministries', government: true });
  await allRead(company);
  await isSealed();
  await local.advance(3 * 3_600);
  operator = await signUp('operator@example.com');
  const order = { from, reason: 'They say that every use was declared' };
  const asked = await operator.send<PackView>('POST', `/v1/admin/accounts/${company.organization}/packs`, order);
  expect(asked.status).toBe(202);
  await local.advance(0);
  const { body } = await operator.get<PackView>(asked.headers.get('location') ?? '');
  const zip = await fetchedPack(body.file?.url ?? '');
  ({ verdict, opened } = verifiedPack(folder, 'pack', { zip, args: ['--key', await publishedThumbprint()] }));
}, 300_000);

const appOf = (name: string) => verdict.apps.find((app) => app.name === name);

test('a stranger without a network finds that the pack holds, and is of this company', () => {
  expect(verdict).toMatchObject({ ok: true, findings: [], manifest: { name: 'Colossal Corp' }, pinned: true });
});

test('eight apps called, six of them without a declared use case', () => {
  expect(verdict.apps.map(({ name }) => name).toSorted()).toEqual(appNames.toSorted());
  const undeclared = verdict.apps.filter((app) => app.undeclared > 0);
  expect(undeclared.map(({ name }) => name).toSorted()).toEqual(appNames.slice(0, 6).toSorted());
  for (const [at, name] of appNames.slice(0, 6).entries())
    expect(appOf(name)).toMatchObject({ calls: 2 * (at + 1), undeclared: 2 * (at + 1) });
});

test('the reads of one app came before it told of its government users, under the declaration that it had none', () => {
  expect(appOf('Insight Portal')).toMatchObject({ calls: 16, undeclared: 0, government: 8, besideGovernment: 8 });
  expect(appOf('Brand Monitor')).toMatchObject({ calls: 14, government: 0, besideGovernment: 0 });
  const declared = packLines(opened, 'use-cases.ndjson').map(({ fact }) => fact as Record<string, unknown>);
  expect(declared.find(({ id }) => id === first)).toMatchObject({ government: false, kind: 'use-case' });
  const later = declared.find(({ id }) => id === second);
  expect(later).toMatchObject({ government: true });
  expect(String(later?.at) > String(declared.find(({ id }) => id === first)?.at)).toBe(true);
});

test('the licence was accepted by a person with a role, and its text is in the pack', () => {
  const persons = packLines(opened, 'persons.ndjson').map(({ fields }) => fields);
  expect(persons).toContainEqual(expect.objectContaining({ name: 'Ada Test', role: 'CTO' }));
  expect(packLines(opened, 'acceptances.ndjson').length).toBeGreaterThan(0);
});

test('the verifier says all of it in words', () => {
  const said = verifierSays(opened);
  expect(said).toContain('8 apps called. 6 called without a declared use case, 1 for government end users');
  expect(said).toMatch(/Insight Portal .*16 calls.*8 outside of its declaration of government end users/);
  expect(said).toContain('RESULT: the pack holds.');
  if (kept) {
    writeFileSync(path.join(kept, 'verifier.txt'), said);
    copyFileSync(path.join(opened, 'report.pdf'), path.join(kept, 'report.pdf'));
  }
});
