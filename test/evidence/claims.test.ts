/** The ways to cheat of `SECURITY.md`, and what finds each: packs as they are made, the verifier as it is started. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../datasets/random.ts';
import type { Verdict } from '../../evidence/verify/verdict.ts';
import { canonicalJson } from '../../shared/domain/accounts/canonical-json.ts';
import type { DetailEntry } from '../../shared/domain/evidence/detail.ts';
import { leafHash } from '../../shared/domain/evidence/merkle.ts';
import { receiptHeader } from '../../shared/domain/evidence/receipt.ts';
import { type MadeEntry, type MadeLeaf, madeCall, placedEntry } from '../support/evidence/made-entries.ts';
import { madeEd25519 } from '../support/evidence/made-keys.ts';
import { type MadeLedger, madeLedger } from '../support/evidence/made-ledger.ts';
import { madeSource, packBytes, verifierFile } from '../support/evidence/made-source.ts';
import { fromLines, writeFiles } from '../support/evidence/pack-files-of.ts';
import { editedEntry } from '../support/evidence/tamper.ts';
import { remade } from '../support/evidence/tampered-ledger.ts';

/** The first organization signs its requests, the second does not. */
const ledger = madeLedger(29);
const [signing, plain] = [ledger.organizations[0]!, ledger.organizations[1]!];
const random = seededRandom(7);
let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'claims-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fileOf = async (lines: readonly string[]): Promise<string> => {
  files += 1;
  const file = path.join(folder, `lines-${files}`);
  await writeFile(file, fromLines(lines));
  return file;
};

/** The verifier in a process of its own, with neither environment nor network. */
async function started(args: readonly string[]): Promise<Verdict> {
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, [verifierFile, ...args], { env: {} }, (_, stdout) => resolve(stdout));
  });
  return JSON.parse(text) as Verdict;
}

type Kept = { readonly receipts?: readonly string[]; readonly witness?: readonly string[] };

/** The verdict of a stranger over the pack that the operator makes of a ledger, with all that a buyer kept. The right key is pinned. */
async function judged(of: MadeLedger, organization: string, kept: Kept = {}): Promise<Verdict> {
  files += 1;
  const place = path.join(folder, `pack-${files}`);
  await writeFiles(place, await packBytes(madeSource(of, organization), { ledger: of }));
  const args = [place, '--json', '--key', ledger.ledgerKey.jwk.kid];
  if (kept.receipts) args.push('--receipts', await fileOf(kept.receipts));
  if (kept.witness) args.push('--witness', await fileOf(kept.witness));
  return started(args);
}

const receiptsOf = (organization: string) =>
  ledger.receipts.filter((each) => each.organization === organization).map(({ receipt }) => receipt);
const publishedSeals = ledger.seals.map(({ signed }) => JSON.stringify(signed));
const statementOf = (organization: string) => ledger.statements.find((each) => each.organization === organization)!;
const codesOf = ({ findings }: Verdict) => [...new Set(findings.map(({ code }) => code))];
const isCall = ({ line }: DetailEntry) => /"kind":"(allowed|read)"/.test(line);

/** The organization's leaf in the second hour, and its calls. */
function secondHour(organization: string): { leaf: MadeLeaf; seal: MadeLedger['seals'][0]; calls: MadeEntry[] } {
  const seal = ledger.seals[1]!;
  const leaf = seal.leaves.find((each) => each.leaf.organization === organization)!;
  return { leaf, seal, calls: leaf.entries.filter(isCall) as MadeEntry[] };
}

const leafOf = ({ seals }: MadeLedger, seal: number, organization: string): MadeLeaf =>
  seals[seal]!.leaves.find((each) => each.leaf.organization === organization)!;

/** The ledger of an organization that rules from the first hour on that its unsigned reads are refused. */
function withRule(of: MadeLedger, organization: string): MadeLedger {
  const leaf = leafOf(of, 0, organization);
  const added = of.facts.find((fact) => fact.kind === 'signing-key' && fact.organization === organization)!;
  const at = new Date(Date.parse(added.at) + 1_000).toISOString();
  const kept = { kind: 'signing-rule', id: 'sr_1', at, organization };
  const line = canonicalJson({ v: 1, ...kept, required: true, salt: 'A'.repeat(22) });
  const made = remade(of, leaf, [...leaf.entries, { line, hash: leafHash(line) }]);
  return { ...made, facts: [...made.facts, { ...kept, line }] };
}

/** A read that never was, with the next place behind the calls of the last segment. */
function inventedRead(whose: typeof signing, calls: readonly MadeEntry[]): MadeEntry {
  const { instance, segment } = calls.at(-1)!.place;
  const index = calls.filter(({ place }) => place.instance === instance && place.segment === segment).length;
  const call = { ...madeCall(random, whose, new Date(calls.at(-1)!.call.at)), kind: 'read' as const };
  return placedEntry(random, call, { instance, segment, index }, true);
}

const insertedAfterCalls = (leaf: MadeLeaf, entry: DetailEntry) =>
  leaf.entries.toSpliced(leaf.entries.findLastIndex(isCall) + 1, 0, entry);

test('an operator who edits a row is found, with the hour', async () => {
  const { leaf, seal } = secondHour(plain.id);
  const { line } = editedEntry(random, leaf.entries[0]!.line);
  const entries = leaf.entries.with(0, { line, hash: leafHash(line) });
  const leaves = seal.leaves.map((each) => (each === leaf ? { ...leaf, entries } : each));
  const seals = ledger.seals.with(1, { ...seal, leaves });
  const verdict = await judged({ ...ledger, seals }, plain.id);
  expect(verdict.ok).toBe(false);
  const found = verdict.findings.filter(({ file }) => file === 'entries/000000000002.ndjson');
  expect(found).toContainEqual(expect.objectContaining({ seal: 2, hour: seal.seal.hour }));
});

describe('an operator who inserts a read afterwards, and makes all that follows anew with the right key,', () => {
  test('contradicts the receipts that were given out for the places behind it', async () => {
    const { leaf, calls } = secondHour(plain.id);
    const [first] = calls as [MadeEntry];
    const moved = calls
      .filter(({ place }) => place.instance === first.place.instance && place.segment === first.place.segment)
      .map(({ call, place, ids = [] }) =>
        placedEntry(random, { ...call, ids: [...ids] }, { ...place, index: place.index + 1 }, true),
      );
    const invented = placedEntry(random, madeCall(random, plain, new Date(first.call.at)), first.place, true);
    const rest = leaf.entries.slice(moved.length);
    const verdict = await judged(remade(ledger, leaf, [invented, ...moved, ...rest]), plain.id, {
      receipts: receiptsOf(plain.id),
    });
    expect(codesOf(verdict)).toContain('receipt');
    expect(verdict.findings.filter(({ code }) => code === 'receipt')).toHaveLength(moved.length);
  });

  test('at the end of a segment too contradicts the seals that were published, and the statement that was given', async () => {
    const { leaf, calls } = secondHour(plain.id);
    const cheated = remade(ledger, leaf, insertedAfterCalls(leaf, inventedRead(plain, calls)));
    const witness = [...publishedSeals, JSON.stringify(statementOf(plain.id).signed)];
    const verdict = await judged({ ...cheated, statements: [] }, plain.id, { witness });
    const found = verdict.findings.filter(({ code }) => code === 'witness').map(({ text }) => text);
    expect(found).toContain('seal 2 was published with another content');
    expect(found.join()).toMatch(/the kept statement: /);
  });

  test('is not found by the pack alone: where nobody kept a receipt, a seal or a statement, the pack holds', async () => {
    const early = madeLedger(31, { from: new Date('2026-12-01T08:00:00Z') });
    const whose = early.organizations[1]!;
    const leaf = early.seals[1]!.leaves.find((each) => each.leaf.organization === whose.id)!;
    const invented = inventedRead(whose, leaf.entries.filter(isCall) as MadeEntry[]);
    const cheated = remade(early, leaf, insertedAfterCalls(leaf, invented));
    const place = path.join(folder, 'alone');
    await writeFiles(place, await packBytes(madeSource(cheated, whose.id), { ledger: cheated }));
    expect((await started([place, '--json'])).ok).toBe(true);
    const seals = await fileOf(early.seals.map(({ signed }) => JSON.stringify(signed)));
    expect(codesOf(await started([place, '--json', '--witness', seals]))).toEqual(['witness']);
  });
});

describe('an operator who invents a read as it happens', () => {
  test('leaves a place in the log for which the buyer has no receipt, which the next statement tells', async () => {
    const receipts = receiptsOf(plain.id);
    const kept = receipts.slice(1);
    const { places } = statementOf(plain.id).signed.statement as {
      places: readonly { instance: string; segment: number; entries: number }[];
    };
    const countOf = (all: readonly string[], { instance, segment }: (typeof places)[0]) =>
      all.filter((each) => each.includes(`instance="${instance}", segment=${segment},`)).length;
    expect(places.filter((place) => countOf(receipts, place) !== place.entries)).toEqual([]);
    const lacking = places.filter((place) => countOf(kept, place) !== place.entries);
    expect(lacking).toHaveLength(1);
    const verdict = await judged(ledger, plain.id, { receipts: kept });
    expect(verdict.ok).toBe(true);
    expect(verdict.notes.join()).toContain(`${lacking[0]!.instance}/${lacking[0]!.segment}`);
  });

  test('is refuted outright where the buyer signs: a signature of another key, or of another request, does not hold', async () => {
    const { leaf, calls } = secondHour(signing.id);
    const forger = { ...signing, signingKey: { ...madeEd25519(random), keyId: signing.signingKey!.keyId } };
    const forged = await judged(
      remade(ledger, leaf, insertedAfterCalls(leaf, inventedRead(forger, calls))),
      signing.id,
    );
    expect(codesOf(forged)).toContain('entries.signed');
    const stolen = calls.find(({ call }) => call.signed)!;
    const { instance, segment, index } = inventedRead(signing, calls).place;
    const call = { ...stolen.call, ids: [...(stolen.ids ?? [])] };
    const repeated = placedEntry(random, call, { instance, segment, index }, true);
    const again = await judged(remade(ledger, leaf, insertedAfterCalls(leaf, repeated)), signing.id);
    expect(codesOf(again)).toContain('signed.repeated');
  });

  test('is refuted outright where the buyer ruled that unsigned reads are refused: an unsigned one contradicts the rule', async () => {
    const bare = madeLedger(29, { from: new Date('2026-12-01T08:00:00Z') });
    const ruled = withRule(bare, signing.id);
    expect(await judged(ruled, signing.id)).toMatchObject({ ok: true, findings: [] });
    const leaf = leafOf(ruled, 1, signing.id);
    const { signingKey: _, ...unsigning } = signing;
    const invented = inventedRead(unsigning, leaf.entries.filter(isCall) as MadeEntry[]);
    const cheated = await judged(remade(ruled, leaf, insertedAfterCalls(leaf, invented)), signing.id);
    expect(cheated.ok).toBe(false);
    const { instance, segment, index } = invented.place;
    const entry = `${instance}/${segment}/${index}`;
    expect(cheated.findings).toMatchObject([{ code: 'entries.unsigned', seal: 2, entry }]);
    const unruled = leafOf(bare, 1, signing.id);
    const unruledCheat = remade(bare, unruled, insertedAfterCalls(unruled, invented));
    expect((await judged(unruledCheat, signing.id)).ok).toBe(true);
  });
});

describe('a buyer who denies a read', () => {
  test('is contradicted by the statement that it did not contest, the seal that it witnessed, and its own signature', async () => {
    const { seal, calls } = secondHour(signing.id);
    const read = calls.find(({ call }) => call.signed)!;
    const { statement } = statementOf(signing.id).signed as { statement: { places: readonly object[]; id: string } };
    const { instance, segment } = read.place;
    expect(statement.places).toContainEqual(expect.objectContaining({ instance, segment }));
    const contested = ledger.facts.filter(
      ({ kind, line, organization }) =>
        kind === 'contest' &&
        organization === signing.id &&
        line.includes(`"${statement.id}"`) &&
        line.includes(instance),
    );
    expect(contested).toEqual([]);
    const verdict = await judged(ledger, signing.id, {
      witness: [JSON.stringify(seal.signed), JSON.stringify(statementOf(signing.id).signed)],
    });
    expect(verdict).toMatchObject({ ok: true, counts: { witnessed: 2 } });
    expect(verdict.counts.signedRequests).toBeGreaterThan(0);
  });

  test('with a receipt that it made up is told: no instance signed it', async () => {
    const { instance } = ledger.instances[0]!;
    const made = receiptHeader('ab'.repeat(32), { instance, segment: 1, index: 0 }, Buffer.alloc(64, 1));
    expect(codesOf(await judged(ledger, plain.id, { receipts: [made] }))).toEqual(['receipt']);
  });
});
