/** Statements of the job in a pack, before the verifier that shares no code with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyPack } from '../../../evidence/verify/verify-pack.ts';
import type { SignedLine } from '../../../shared/services/evidence/pack-source.ts';
import { statementsOver } from '../../../shared/storage/evidence/statements.ts';
import { madeLedger } from '../../support/evidence/made-ledger.ts';
import { madeSource, packBytes } from '../../support/evidence/made-source.ts';
import { writeFiles } from '../../support/evidence/pack-files-of.ts';
import { evidenceTestSigner } from '../../support/evidence/stored-ledger.ts';
import { statementWorld } from './world.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'statements-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The day before midnight, of which all seals but no later ones are in the pack. */
const period = { from: '2026-12-01T00:00:00.000Z', to: '2026-12-02T00:00:00.000Z' };

/** The verdict on a pack whose statements are those that the job made, changed by `change`. */
async function verdictOf(size: object, change: (line: SignedLine) => SignedLine = (line) => line) {
  const ledger = madeLedger(31, size);
  const world = statementWorld(ledger, evidenceTestSigner(ledger.ledgerKey.privateKey));
  for (const number of [1, 2, 3, 4]) await world.sealHour(number);
  world.state.now = new Date('2026-12-02T01:25:00Z');
  await world.stateDays();
  const { id } = ledger.organizations[0]!;
  const made = (await statementsOver(world.table).of(id)).map(({ text }) => change(JSON.parse(text) as SignedLine));
  const statements = async function* () {
    yield* made;
  };
  const place = path.join(folder, String(Math.random()));
  await writeFiles(place, await packBytes({ ...madeSource(ledger, id), statements }, { ledger, period }));
  return verifyPack({ folder: place, pinned: [ledger.ledgerKey.jwk.kid] });
}

test('the verifier finds that a statement of the job says what the sealed entries say', async () => {
  const verdict = await verdictOf({});
  expect(verdict.findings).toEqual([]);
  expect(verdict.counts).toMatchObject({ statements: 1, leaves: 3 });
});

test('the verifier finds the same of a statement with too many places to name', async () => {
  const verdict = await verdictOf({ organizations: 1, instances: 260, hours: 4, callsAnHour: 1_200, signed: false });
  expect(verdict.findings).toEqual([]);
  expect(verdict.counts).toMatchObject({ statements: 1 });
});

test('a statement that somebody changes afterwards is found', async () => {
  const verdict = await verdictOf({}, (line) => ({
    ...line,
    statement: { ...(line.statement as object), entries: 1 },
  }));
  expect(verdict.findings.map(({ code }) => code)).toContain('statement');
});
