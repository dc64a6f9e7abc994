import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../datasets/random.ts';
import type { Finding } from '../../evidence/verify/finding.ts';
import { NoPack } from '../../evidence/verify/folder.ts';
import type { Verdict } from '../../evidence/verify/verdict.ts';
import { verifyPack } from '../../evidence/verify/verify-pack.ts';
import { type MadeLedger, madeLedger } from '../support/evidence/made-ledger.ts';
import { madeSource, packBytes, wholePeriod } from '../support/evidence/made-source.ts';
import { fromLines, type PackBytes, PackFolder } from '../support/evidence/pack-files-of.ts';
import { tamperedPack } from '../support/evidence/tamper.ts';
import { tamperedLedger } from '../support/evidence/tampered-ledger.ts';

/** `TAMPERINGS` of packs and as many of stored ledgers; a ledger is made anew after `maxOfOneLedger`. */
const tamperings = Number(process.env.TAMPERINGS ?? 120);
const seed = Number(process.env.SEED ?? 20_261_202);
const maxOfOneLedger = 50;
/** A pack that ends earlier, from before the first statement. */
const earlierPeriod = { ...wholePeriod, to: '2026-12-02T00:00:00.000Z' };

/** A made ledger, its packs, and files of its buyer and of somebody who fetched the seals. */
type World = {
  readonly ledger: MadeLedger;
  readonly organization: string;
  readonly pack: PackBytes;
  readonly foreign: PackBytes;
  readonly earlier: PackBytes;
  readonly kept: { readonly receipts: string; readonly witness: string };
};

const folder = new PackFolder();
const files = new PackFolder();

async function madeWorld(random: Random): Promise<World> {
  const ledger = madeLedger(Math.floor(random.next() * 2 ** 31), { callsAnHour: 12 + Math.floor(random.next() * 24) });
  const at = Math.floor(random.next() * ledger.organizations.length);
  const [own, other] = [ledger.organizations[at]!.id, ledger.organizations[(at + 1) % ledger.organizations.length]!.id];
  const [receipts, witness] = [path.join(files.path, 'receipts'), path.join(files.path, 'witness')];
  const given = ledger.receipts.filter(({ organization }) => organization === own);
  writeFileSync(receipts, fromLines(given.map(({ receipt }) => receipt)));
  const statements = ledger.statements.filter(({ organization }) => organization === own);
  const signed = [...ledger.seals, ...statements].map((each) => JSON.stringify(each.signed));
  writeFileSync(witness, fromLines(signed));
  return {
    ledger,
    organization: own,
    pack: await packBytes(madeSource(ledger, own), { ledger }),
    foreign: await packBytes(madeSource(ledger, other), { ledger }),
    earlier: await packBytes(madeSource(ledger, own), { ledger, period: earlierPeriod }),
    kept: { receipts, witness },
  };
}

/** The findings of a pack; null where it cannot be read as one. */
async function judged(pack: PackBytes, { ledger, kept }: World, withKept: boolean): Promise<Verdict | null> {
  await folder.hold(pack);
  try {
    return await verifyPack({ folder: folder.path, pinned: [ledger.ledgerKey.jwk.kid], ...(withKept && kept) });
  } catch (error) {
    if (error instanceof NoPack) return null;
    throw error;
  }
}

const told = (findings: readonly Finding[]) => findings.map((each) => JSON.stringify(each)).join('\n');

describe(`random tamperings (SEED=${seed})`, () => {
  const random = seededRandom(seed);
  let world: World;
  beforeAll(async () => {
    world = await madeWorld(random);
  });
  afterAll(() => {
    folder.remove();
    files.remove();
  });

  /** A world that was tampered with often enough makes room for the next, whose pack holds as it is. */
  async function nextWorld(done: number): Promise<void> {
    if (done % maxOfOneLedger === 0 && done > 0) world = await madeWorld(random);
    if (done % maxOfOneLedger !== 0) return;
    for (const pack of [world.pack, world.earlier]) expect((await judged(pack, world, true))?.findings).toEqual([]);
    expect((await judged(world.foreign, world, false))?.findings).toEqual([]);
  }

  it(`${tamperings} tampered packs are all found, with the line of an edited entry, and untouched packs hold`, async () => {
    for (let done = 0; done < tamperings; done += 1) {
      await nextWorld(done);
      const { ledgerKey, receiptsKey } = world.ledger;
      const tampered = tamperedPack({ random, ledgerKey, receiptsKey, ...world });
      const verdict = await judged(tampered.files, world, false);
      if (!verdict) continue;
      const isTold = ({ file, line }: Finding) =>
        /^(manifest|keys.json)/.test(tampered.file) ||
        (file === tampered.file && (tampered.line === undefined || line === tampered.line));
      expect(verdict.findings.some(isTold), `${tampered.how}:\n${told(verdict.findings)}`).toBe(true);
    }
  });

  it(`${tamperings} tampered ledgers are all found, with the hour of a changed entry, though the right key signs the pack`, async () => {
    for (let done = 0; done < tamperings; done += 1) {
      await nextWorld(done);
      const { ledger, how, hour, isNewest } = tamperedLedger({ random, ...world });
      const pack = await packBytes(madeSource(ledger, world.organization), { ledger });
      const verdict = await judged(pack, world, true);
      const isTold = (finding: Finding) => hour === undefined || finding.hour === hour;
      if (isNewest) expect(verdict?.notes.join(), how).toMatch(/receipts have no entry here/);
      else expect(verdict?.findings.some(isTold), `${how}:\n${told(verdict?.findings ?? [])}`).toBe(true);
    }
  });
});
