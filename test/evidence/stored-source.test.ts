/** Packs that are read from the table and the bucket, against packs of the same ledger that another program keeps in memory. */
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { verifyPack } from '../../evidence/verify/verify-pack.ts';
import { manifestObject } from '../../shared/evidence-store/evidence-objects.ts';
import type { PackPeriod } from '../../shared/services/evidence/pack-source.ts';
import { sealRange } from '../../shared/services/evidence/seal-range.ts';
import { storedSource } from '../../shared/services/evidence/stored-source.ts';
import { personKeyKey } from '../../shared/storage/evidence/evidence-item-keys.ts';
import { madeLedger } from '../support/evidence/made-ledger.ts';
import { madeSource, packBytes, wholePeriod } from '../support/evidence/made-source.ts';
import { linesIn, type PackBytes, PackFolder } from '../support/evidence/pack-files-of.ts';
import { sealedWorld } from '../support/evidence/sealed-world.ts';

const ledger = madeLedger(41, { organizations: 4 });
const world = await sealedWorld(ledger);
const folder = new PackFolder();
afterAll(() => folder.remove());
const { id } = ledger.organizations[1]!;

/** The pack without signatures, which differ at each signing, and without the lists that only one of the sources has. */
function comparable(files: PackBytes): Record<string, unknown> {
  const own = [...files].filter(([name]) =>
    /^(entries|hashes|records|licences)\/|^(leaves|persons|certificates)/.test(name),
  );
  const facts = ['acceptances', 'use-cases', 'signing-keys', 'contests', 'holds'].map((name) => {
    const lines = linesIn(files.get(`${name}.ndjson`)).map((line) => JSON.parse(line));
    return [
      name,
      lines.map(({ fact, proof }) => ({ fact, leaf: proof?.leaf, index: proof?.index, path: proof?.path })),
    ];
  });
  const seals = linesIn(files.get('seals.ndjson')).map((line) => JSON.parse(line).seal);
  const statements = linesIn(files.get('statements.ndjson'));
  return { files: own.map(([name, bytes]) => [name, bytes.toString()]), facts, seals, statements };
}

const storedPack = async (period: PackPeriod) => packBytes(await world.sourceOf(id, period), { ledger, period });

async function expectHolds(files: PackBytes) {
  await folder.hold(files);
  const verdict = await verifyPack({ folder: folder.path, pinned: [ledger.ledgerKey.jwk.kid] });
  expect(verdict.findings).toEqual([]);
  return verdict.counts;
}

const hours = ledger.seals.map(({ seal }) => seal.hour);
const edges = [wholePeriod.from, ...hours, wholePeriod.to];
const spans = edges.flatMap((from, at) => edges.slice(at + 1).map((to): PackPeriod => ({ from, to })));

test('for every span between two hours the pack holds, and is that of the other program', {
  timeout: 60_000,
}, async () => {
  for (const period of spans) {
    const stored = await storedPack(period);
    expect(comparable(stored), `${period.from}…${period.to}`).toEqual(
      comparable(await packBytes(madeSource(ledger, id), { ledger, period })),
    );
    const counts = await expectHolds(stored);
    const inside = ledger.seals.filter(({ seal }) => seal.hour >= period.from && seal.hour < period.to);
    const own = inside.flatMap(({ leaves }) => leaves.filter(({ leaf }) => leaf.organization === id));
    expect(counts.entries).toBe(own.reduce((sum, { leaf }) => sum + leaf.entries, 0));
  }
});

test('an hour belongs to the period that begins with it, and not to the one that ends with it', async () => {
  const [, second, third] = hours;
  expect(await sealRange(world.deps.seals, { from: second!, to: third! })).toEqual({ first: 2, last: 2 });
  expect(await sealRange(world.deps.seals, { from: wholePeriod.from, to: second! })).toEqual({ first: 1, last: 1 });
  expect(await sealRange(world.deps.seals, wholePeriod)).toEqual({ first: 1, last: hours.length });
  const before = { from: '2020-01-01T00:00:00.000Z', to: '2020-02-01T00:00:00.000Z' };
  expect(await sealRange(world.deps.seals, before)).toEqual({ first: 1, last: 0 });
});

test('seals that were made after the pack was begun are not in it, even if their hours are, and the pack holds', async () => {
  const { name } = ledger.organizations[1]!;
  const source = storedSource(world.deps, { organization: { id, name }, range: { first: 1, last: 3 } });
  const files = await packBytes(source, { ledger });
  expect(linesIn(files.get('seals.ndjson')).map((line) => JSON.parse(line).seal.number)).toEqual([1, 2, 3]);
  expect(JSON.parse(files.get('manifest.json')!.toString()).sealedThrough).toBe(3);
  await expectHolds(files);
});

test('the fields of an erased person are closed, and the pack holds', async () => {
  const erased = await sealedWorld(ledger);
  const [person] = ledger.organizations[1]!.people;
  await erased.table.delete(personKeyKey(person!.id));
  const files = await packBytes(await erased.sourceOf(id, wholePeriod), { ledger });
  const persons = (bytes: PackBytes) => linesIn(bytes.get('persons.ndjson')).map((line) => JSON.parse(line).id);
  expect(persons(await storedPack(wholePeriod))).toContain(person!.id);
  expect(persons(files)).not.toContain(person!.id);
  await expectHolds(files);
});

test('the ids of an export are those of its manifest', async () => {
  const bare = await sealedWorld(madeLedger(42, { organizations: 1, hours: 1, ids: false }));
  const own = bare.ledger.organizations[0]!.id;
  const source = await bare.sourceOf(own, wholePeriod);
  const leaf = (await Array.fromAsync(source.leaves(wholePeriod)))[0]!.leaf;
  const named = (await Array.fromAsync(source.entries(leaf))).find(({ line }) => line.includes('"sha256"'))!;
  expect(named.ids).toBeUndefined();
  await bare.objects.putNew(manifestObject(JSON.parse(named.line).records.sha256), gzipSync('p1\np2\n'));
  const again = (await Array.fromAsync(source.entries(leaf))).find(({ line }) => line === named.line)!;
  expect(again.ids).toEqual(['p1', 'p2']);
});

test('a leaf whose bytes are gone fails the pack by name', async () => {
  const broken = await sealedWorld(ledger);
  for (const name of broken.objects.objects.keys())
    if (name.startsWith('hours/000000000002/0')) broken.objects.objects.delete(name);
  const made = packBytes(await broken.sourceOf(id, wholePeriod), { ledger });
  await expect(made).rejects.toThrow(/leaf 2 of acct_.*, in seal 2, are not to be read/);
});
