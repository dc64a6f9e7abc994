import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Random, seededRandom } from '../../../datasets/random.ts';
import type { Finding } from '../../../evidence/verify/finding.ts';
import { NoPack } from '../../../evidence/verify/folder.ts';
import type { Verdict } from '../../../evidence/verify/verdict.ts';
import { verifyPack } from '../../../evidence/verify/verify-pack.ts';
import { type MadeLedger, madeLedger } from './made-ledger.ts';
import { madeSource, packBytes, wholePeriod } from './made-source.ts';
import { fromLines, type PackBytes, PackFolder } from './pack-files-of.ts';
import { type Tampered, tamperedPack } from './tamper.ts';
import { type TamperedLedger, tamperedLedger } from './tampered-ledger.ts';

/** A tampering that was not told as it has to be, or an untouched pack that does not hold; with the findings. */
export type Missed = { readonly how: string; readonly findings: readonly Finding[]; readonly notes: readonly string[] };

/** A made ledger, its packs, and files of its buyer and of somebody who fetched the seals. */
type World = {
  readonly ledger: MadeLedger;
  readonly organization: string;
  readonly pack: PackBytes;
  readonly foreign: PackBytes;
  readonly earlier: PackBytes;
  readonly kept: { readonly receipts: string; readonly witness: string };
};

/** A ledger is made anew after so many tamperings. */
const maxOfOneLedger = 50;
/** A pack that ends earlier, before the first statement. */
const earlierPeriod = { ...wholePeriod, to: '2026-12-02T00:00:00.000Z' };

/** Random tamperings, all of which follow from the seed. `end` removes its files. */
export class Tamperings {
  readonly #random: Random;
  readonly #folder = new PackFolder();
  readonly #files = new PackFolder();

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  end(): void {
    this.#folder.remove();
    this.#files.remove();
  }

  /** Tampers with `count` signed packs, which a verifier that knows the right key judges. Answers those that it did not tell. */
  packs = (count: number): Promise<Missed[]> =>
    this.#each(count, async (world) => {
      const { ledgerKey, receiptsKey } = world.ledger;
      const tampered = tamperedPack({ random: this.#random, ledgerKey, receiptsKey, ...world });
      const verdict = await this.#judged(tampered.files, world, false);
      return verdict && !isTold(tampered, verdict) ? [missed(tampered.how, verdict)] : [];
    });

  /** Tampers with `count` stored ledgers. The right key signs the packs that are made of them. */
  ledgers = (count: number): Promise<Missed[]> =>
    this.#each(count, async (world) => {
      const tampered = tamperedLedger({ random: this.#random, ...world });
      const pack = await packBytes(madeSource(tampered.ledger, world.organization), tampered);
      const verdict = await this.#judged(pack, world, true);
      return verdict && !isLedgerTold(tampered, verdict) ? [missed(tampered.how, verdict)] : [];
    });

  async #each(count: number, tamper: (world: World) => Promise<Missed[]>): Promise<Missed[]> {
    const all: Missed[] = [];
    let world: World | undefined;
    for (let done = 0; done < count; done += 1) {
      if (!world || done % maxOfOneLedger === 0) {
        world = await this.#madeWorld();
        all.push(...(await this.#untouched(world)));
      }
      all.push(...(await tamper(world)));
    }
    return all;
  }

  async #untouched(world: World): Promise<Missed[]> {
    const verdicts = [
      await this.#judged(world.pack, world, true),
      await this.#judged(world.earlier, world, true),
      await this.#judged(world.foreign, world, false),
    ];
    return verdicts.flatMap((verdict) => (verdict?.ok ? [] : [missed('an untouched pack does not hold', verdict)]));
  }

  async #madeWorld(): Promise<World> {
    const random = this.#random;
    const seed = Math.floor(random.next() * 2 ** 31);
    const ledger = madeLedger(seed, { callsAnHour: 12 + Math.floor(random.next() * 24) });
    const at = Math.floor(random.next() * ledger.organizations.length);
    const [own, other] = [at, (at + 1) % ledger.organizations.length].map((each) => ledger.organizations[each]!.id) as [
      string,
      string,
    ];
    return {
      ledger,
      organization: own,
      pack: await packBytes(madeSource(ledger, own), { ledger }),
      foreign: await packBytes(madeSource(ledger, other), { ledger }),
      earlier: await packBytes(madeSource(ledger, own), { ledger, period: earlierPeriod }),
      kept: this.#keep(ledger, own),
    };
  }

  /** The files of the buyer's receipts, and of the seals and statements that somebody fetched. */
  #keep(ledger: MadeLedger, organization: string): World['kept'] {
    const [receipts, witness] = [path.join(this.#files.path, 'receipts'), path.join(this.#files.path, 'witness')];
    const ofOwn = (each: { readonly organization: string }) => each.organization === organization;
    writeFileSync(receipts, fromLines(ledger.receipts.filter(ofOwn).map(({ receipt }) => receipt)));
    const signed = [...ledger.seals, ...ledger.statements.filter(ofOwn)].map((each) => JSON.stringify(each.signed));
    writeFileSync(witness, fromLines(signed));
    return { receipts, witness };
  }

  /** The verdict over a pack; null where it cannot be read as one. */
  async #judged(pack: PackBytes, { ledger, kept }: World, withKept: boolean): Promise<Verdict | null> {
    await this.#folder.hold(pack);
    try {
      const pinned = [ledger.ledgerKey.jwk.kid];
      return await verifyPack({ folder: this.#folder.path, pinned, ...(withKept && kept) });
    } catch (error) {
      if (error instanceof NoPack) return null;
      throw error;
    }
  }
}

const missed = (how: string, verdict: Verdict | null): Missed => ({
  how,
  findings: verdict?.findings ?? [],
  notes: verdict?.notes ?? [],
});

/** A finding names the file, and the line of an edited entry. A false manifest or key list may show anywhere. */
const isTold = (tampered: Tampered, { findings }: Verdict): boolean =>
  findings.some(
    ({ file, line }) =>
      /^(manifest|keys.json)/.test(tampered.file) ||
      (file === tampered.file && (tampered.line === undefined || line === tampered.line)),
  );

/** A finding names the hour of a changed entry. Where the newest leaf was left out, receipts without an entry are noted. */
const isLedgerTold = ({ hour, isNewest }: TamperedLedger, { findings, notes }: Verdict): boolean =>
  findings.some((finding) => hour === undefined || finding.hour === hour) ||
  (isNewest === true && notes.some((note) => note.includes('receipts have no entry here')));
