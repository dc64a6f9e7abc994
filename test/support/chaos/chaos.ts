import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Random, seededRandom } from '../../../datasets/random.ts';
import { shareOf } from '../../../shared/domain/apps/app.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { basicGrant } from '../../functions/admission/callers-world.ts';
import { createTable } from '../table-schema.ts';
import { localClient } from '../tables.ts';
import { type Buyer, catalogWith, keyWithShare, newBuyer } from './buyers.ts';
import { connectedTable } from './connected-table.ts';
import { type FaultPercent, faultyProxy, noFaults } from './faulty-proxy.ts';
import { type Judged, judge } from './judge.ts';
import { mergerOver } from './merger.ts';
import type { CallOrder, Order } from './messages.ts';
import { type Process, startProcess } from './processes.ts';
import { sharedClock } from './shared-clock.ts';

type Options = {
  readonly seed: number;
  /** Seconds of virtual time. */
  readonly seconds: number;
  /** A DynamoDB Local. */
  readonly endpoint: string;
};

export type Chaos = Judged & {
  /** How often each event happened. */
  readonly counted: Readonly<Record<string, number>>;
};

const processes = 8;
/** The share of an app of the first buyer. Its quota lasts longer than this. */
const sharePercent = 10;
const stepMs = 500;
const hourMs = 3_600_000;
const maxSkewMs = 2_000;
const faults: FaultPercent = { throttled: 5, lost: 3, unanswered: 3, late: 2 };
/** Seconds of virtual time in which each happens about once to a process. */
const every = { death: 30, closing: 150, freeze: 40, merge: 40 };

/**
 * Runs processes for `seconds` of virtual time, then lets 48 quiet hours pass, and judges the records. Each process is one of the operating
 * system.
 */
export async function chaos(options: Options): Promise<Chaos> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-chaos-'));
  const world = await ChaosWorld.of(options, folder);
  try {
    await world.rage();
    await world.end();
    return await world.judge();
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true });
  }
}

type Frozen = {
  readonly process: Process;
  readonly until: number;
  readonly isStopped: boolean;
  readonly order: Promise<void>;
};
type Freeze = { readonly step: readonly CallOrder[]; readonly isStopped: boolean; readonly ms: number };
type Deed = {
  readonly merges: boolean;
  readonly step: readonly CallOrder[];
  /** An event that also happens to the process in this step. */
  readonly what: 'freeze' | 'closing' | 'death' | undefined;
  /** Which of two forms the event has. */
  readonly half: boolean;
  /** How far the event goes, from 0 to 1. */
  readonly part: number;
};
type Files = { readonly tableName: string; readonly truthFolder: string; readonly clockFile: string };

class ChaosWorld {
  readonly #options: Options & Files;
  readonly #random: Random;
  readonly #clock: ReturnType<typeof sharedClock>;
  readonly #proxy: Awaited<ReturnType<typeof faultyProxy>>;
  readonly #allowance: number;
  readonly #alive = new Set<Process>();
  readonly #counted: Record<string, number> = {};
  #frozen: readonly Frozen[] = [];
  #buyers: readonly (readonly [Buyer, number])[] = [];
  #started = 0;
  #now = Date.parse(basicGrant.periodStart) + 1_000;

  private constructor(options: Options & Files, random: Random, proxy: Awaited<ReturnType<typeof faultyProxy>>) {
    this.#options = options;
    this.#random = random;
    this.#proxy = proxy;
    this.#clock = sharedClock(options.clockFile);
    this.#clock.set(this.#now);
    // So that the first buyer's quota ends after three fifths of the time.
    this.#allowance = 150 * options.seconds;
  }

  static async of(options: Options, folder: string): Promise<ChaosWorld> {
    const truthFolder = join(folder, 'truth');
    mkdirSync(truthFolder);
    const clockFile = join(folder, 'clock');
    writeFileSync(clockFile, new Uint8Array(8));
    const tableName = `chaos-${crypto.randomUUID()}`;
    await createTable(localClient(options.endpoint), tableName);
    const proxy = await faultyProxy(options.endpoint, seededRandom(options.seed + 1));
    const world = new ChaosWorld({ ...options, tableName, truthFolder, clockFile }, seededRandom(options.seed), proxy);
    await world.#prepare();
    return world;
  }

  /**
   * Prepares three buyers and the processes. One buyer has a hard quota, and an app with a share of it. One has overage, and the period of one
   * ends halfway.
   */
  async #prepare(): Promise<void> {
    const table = this.#direct();
    const halfway = new Date(this.#now + this.#options.seconds * 500).toISOString();
    const grants = [{}, { id: 'pro' }, { periodEnd: halfway, paidUntil: halfway }] as const;
    const buyers: Buyer[] = [];
    for (const grant of grants) buyers.push(await newBuyer(table, grant));
    const [hard] = buyers;
    if (hard) buyers.push(await keyWithShare(table, hard, sharePercent));
    this.#buyers = buyers.map((buyer, at) => [buyer, [1, 1, 2, 1][at] ?? 1]);
    await Promise.all(Array.from({ length: processes }, () => this.#start()));
  }

  #direct(): Table {
    return connectedTable(this.#options);
  }

  #count(what: string): void {
    this.#counted[what] = (this.#counted[what] ?? 0) + 1;
  }

  async #start(): Promise<void> {
    this.#started += 1;
    const started = await startProcess({
      ...this.#options,
      name: `p${this.#started.toString(36).padStart(2, '0')}`,
      endpoint: this.#proxy.endpoint,
      skewMs: Math.round((2 * this.#random.next() - 1) * maxSkewMs),
      allowance: this.#allowance,
      seed: this.#options.seed + 100 * this.#started,
      heldPercent: 3,
    });
    this.#alive.add(started);
    this.#count('processes');
  }

  /** Whether an event happens in this step that happens to a process about once in so many seconds. */
  #happens(everySeconds: number): boolean {
    return this.#random.next() < stepMs / 1_000 / everySeconds;
  }

  #advance(ms: number): void {
    this.#now += ms;
    this.#clock.set(this.#now);
  }

  async rage(): Promise<void> {
    this.#proxy.setFaults(faults);
    for (let passed = 0; passed < this.#options.seconds * 1_000; passed += stepMs) {
      this.#advance(stepMs);
      await this.#proxy.land(0.02);
      await this.#thawDue();
      const drawn = this.#awake().map((each) => [each, this.#draw()] as const);
      await Promise.all(drawn.map(([each, deed]) => this.#step(each, deed)));
      while (this.#alive.size < processes) await this.#start();
    }
  }

  #awake(): readonly Process[] {
    return [...this.#alive].filter((each) => !this.#frozen.some(({ process }) => process === each));
  }

  /** Draws every event before any of them, so that a seed draws the same while the same processes are awake. */
  #draw(): Deed {
    const deeds = ['freeze', 'closing', 'death'] as const;
    return {
      merges: this.#happens(every.merge),
      step: this.#calls(),
      what: deeds.find((each) => this.#happens(every[each])),
      half: this.#random.next() < 0.5,
      part: this.#random.next(),
    };
  }

  async #step(each: Process, { merges, step, what, half, part }: Deed): Promise<void> {
    if (merges) await this.#tell(each, { merge: true }, 'merges');
    if (what === 'freeze') return this.#freeze(each, { step, isStopped: half, ms: 1_000 + 44_000 * part });
    if (what === 'closing') return this.#close(each);
    if (what !== 'death') return this.#tell(each, { step });
    if (half) return this.#tell(each, { step, dieAtPlace: 1 + Math.floor(part * 40) });
    const told = each.tell({ step });
    await each.kill();
    await told;
    this.#bury(each);
  }

  async #tell(each: Process, order: Order, what?: string): Promise<void> {
    if (!each.isAlive()) return;
    if (what) this.#count(what);
    await each.tell(order);
    if (!each.isAlive()) this.#bury(each);
  }

  #bury(each: Process): void {
    if (this.#alive.delete(each)) this.#count('killed');
  }

  /** Freezes a process between two steps, or anywhere within one. */
  #freeze(each: Process, { step, isStopped, ms }: Freeze): void {
    if (!each.isAlive()) return;
    const order = isStopped ? each.tell({ step }) : Promise.resolve();
    if (isStopped) each.freeze();
    this.#frozen = [...this.#frozen, { process: each, until: this.#now + ms, isStopped, order }];
    this.#count(isStopped ? 'stopped' : 'frozen');
  }

  async #thawDue(): Promise<void> {
    const due = this.#frozen.filter(({ until }) => until <= this.#now);
    this.#frozen = this.#frozen.filter((each) => !due.includes(each));
    for (const { process: each, isStopped, order } of due) {
      if (isStopped) each.thaw();
      await order;
      if (!each.isAlive()) this.#bury(each);
    }
  }

  /** Ends a process in order. It may be unable to report that; then the daily sweep fences its usage log. */
  async #close(each: Process): Promise<void> {
    await this.#tell(each, { close: true }, 'closed');
    for (let left = 8; left > 0; left--) await this.#tell(each, { step: [] });
    this.#alive.delete(each);
    await each.kill();
  }

  #calls(): CallOrder[] {
    return Array.from({ length: Math.floor(this.#random.next() * 7) }, () => ({
      secret: this.#random.weighted(this.#buyers).secret,
      units: 1 + Math.floor(this.#random.next() * 40),
      servedPart: Math.min(1, this.#random.next() * 1.5),
      workMs: this.#random.next() < 0.7 ? 0 : this.#random.next() * 4_000,
    }));
  }

  /** Ends some processes in order. Others freeze for two days and go on after their logs were fenced. Delayed requests arrive. */
  async end(): Promise<void> {
    for (const each of this.#awake()) if (this.#random.next() < 0.4) await this.#close(each);
    for (const [at, each] of this.#awake().entries())
      this.#freeze(each, { step: this.#calls(), isStopped: at % 2 === 0, ms: hourMs });
    this.#advance(49 * hourMs);
    await this.#mergeAll();
    this.#proxy.setFaults(noFaults);
    await this.#proxy.land(0.5);
    this.#frozen = this.#frozen.map((each) => ({ ...each, until: this.#now }));
    await this.#thawDue();
    for (let left = 4; left > 0; left--) {
      this.#advance(stepMs);
      await Promise.all(this.#awake().map((each) => this.#tell(each, { step: this.#calls() })));
    }
    this.#advance(5_000);
    for (const each of this.#awake()) await this.#close(each);
    await this.#mergeAll();
    await this.#proxy.land(1);
    for (let days = 2; days > 0; days--) {
      this.#advance(49 * hourMs);
      await this.#mergeAll();
    }
  }

  /** Two runs together, which disturb only each other. */
  async #mergeAll(): Promise<void> {
    const merge = mergerOver(this.#direct(), { catalog: catalogWith(this.#allowance), now: () => this.#now });
    await Promise.all([merge(), merge()]);
  }

  async judge(): Promise<Chaos> {
    const { truthFolder } = this.#options;
    const [hard, beyond, renewed] = this.#buyers.map(([{ accountId }]) => accountId);
    const ofApp = this.#buyers.at(3)?.[0].keyId ?? '';
    const shares = new Map([[ofApp, shareOf(this.#allowance, sharePercent)]]);
    const limits = new Map([
      [hard ?? '', this.#allowance],
      [beyond ?? '', Number.POSITIVE_INFINITY],
      [renewed ?? '', this.#allowance],
    ]);
    const judged = await judge({ table: this.#direct(), truthFolder, limits, shares });
    return { ...judged, counted: { ...this.#counted, ...this.#proxy.counted } };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#alive].map((each) => each.kill()));
    await this.#proxy.stop();
  }
}
