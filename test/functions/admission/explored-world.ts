import { hash } from 'node:crypto';
import type { IsCounted } from '../../../functions/usage-merge/counted-keys.ts';
import { summaryOf } from '../../../functions/usage-merge/ended-logs.ts';
import { creditPeriod } from '../../../shared/domain/billing/credit.ts';
import { consumedOf, type Entry } from '../../../shared/domain/usage/pledge.ts';
import { encodeSegment, type FixedSegment } from '../../../shared/domain/usage/segment-codec.ts';
import { countedPartOf, shareCounterOf } from '../../../shared/domain/usage/share-counter.ts';
import type { MeterDeps } from '../../../shared/services/metering/meter.ts';
import type { MeteredQuota } from '../../../shared/services/metering/metered-quota.ts';
import { counterKey, grantsKey, segmentKey } from '../../../shared/storage/item-keys.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { type Counter, countersOver } from '../../../shared/storage/usage/counters.ts';
import { entryIn } from '../../../shared/storage/usage/entry-in.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import { keyOf, processOf } from './processes.ts';
import { scheduledTable, type TableCall } from './scheduled-table.ts';
import { type SeenUsageLog, type Snapshot, snapshotOf, takenOf } from './snapshot.ts';

/** How often each thing may happen. The product of these numbers bounds the exploration. */
export type Scenario = {
  /** Limit under the first grants, and under those of each plan change. */
  readonly limits: readonly number[];
  readonly callsEach: number;
  readonly unitsEach: number;
  readonly flushesEach: number;
  /** Lost calls, lost answers, calls that land late, delayed answers. */
  readonly faults: number;
  readonly crashes: number;
  readonly closings: number;
  /** How often 49 hours pass for everybody. A silent instance may then be fenced, and one awake later was frozen. */
  readonly freezes: number;
  readonly rollovers: number;
  /** Usage logs that are fenced although nobody knows whether their instances live. */
  readonly fences?: number;
  /** The counter of the first period is there already. */
  readonly opened?: boolean;
  /** The limits of an app's share of each period, as its owner sets them in turn. None: no app has a share. */
  readonly shares?: readonly number[];
  /** The processes whose key belongs to that app; absent: all. */
  readonly ofApp?: readonly string[];
  /** The first counter is prepaid credit: unreported units of a log that was silent for two days come back. */
  readonly prepaid?: boolean;
};

/** For mutants: parts of the code under test, changed. */
export type Changed = {
  readonly counters?: (table: Table) => MeterDeps['counters'];
  readonly settle?: 'without keys' | 'fenced as closed' | 'silent, not fenced' | 'without windows';
};

/** A thing that may happen next. Names distinguish the choices of one state. */
export type Choice = { readonly name: string; readonly make: () => unknown };

const accountId = 'acct_1';
const months = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'] as const;
const start = Date.parse('2026-11-30T00:00:00.000Z');
const hourMs = 3_600_000;
const account = {};

const appId = 'app_1';
/** More than there are changes of a share. */
const shareVersions = 100;

/** Waits until every process waits for the table, for a call's end, or for nothing. */
async function settle(): Promise<void> {
  for (let tick = 0; tick < 40; tick++) await undefined;
}

type Process = ReturnType<typeof processOf> & {
  history: string;
  clock: number;
  grants: number;
  /** How many settings of the share it has seen. */
  shares: number;
  period: number;
  isDead: boolean;
  isClosing: boolean;
  calls: number;
  flushes: number;
};

/** One run of a scenario: two processes that admit, and the jobs that fence and reclaim. */
export class ExploredWorld {
  readonly #scheduled = scheduledTable();
  readonly #counters = countersOver(this.#scheduled.direct);
  readonly #segments = segmentsOver(this.#scheduled.direct);
  readonly #late: TableCall[] = [];
  readonly #left: {
    faults: number;
    crashes: number;
    closings: number;
    freezes: number;
    rollovers: number;
    fences: number;
  };
  readonly #served = new Map<string, number>();
  /** The most units that may be served of a period: its limit, or the units taken when that was lowered below them. */
  readonly #bounds = new Map<string, number>();
  /** Removed entries with the units that stayed spent. They are never made again. */
  readonly #removed = new Map<string, number>();
  readonly #wrong: string[] = [];
  /** Reads of a job that it has not acted upon yet. */
  readonly #intents: Choice[] = [];
  readonly #processes: readonly Process[];
  readonly #scenario: Scenario;
  readonly #changed: Changed;
  readonly #periods: readonly [string, string];
  /** The names of all counters: of the periods, then of the shares. */
  readonly #counterNames: readonly string[];
  #days = 0;
  #grants = 1;
  #shares = 1;
  #period = 0;
  #seen: Snapshot | undefined;

  private constructor(scenario: Scenario, changed: Changed) {
    const { faults, crashes, closings, freezes, rollovers, fences = 0 } = scenario;
    this.#left = { faults, crashes, closings, freezes, rollovers, fences };
    this.#scenario = scenario;
    this.#changed = changed;
    this.#periods = scenario.prepaid ? [creditPeriod, months[1]] : months;
    const shares = scenario.shares ? this.#periods.map((period) => shareCounterOf(period, appId)) : [];
    this.#counterNames = [...this.#periods, ...shares];
    this.#processes = ['a', 'b'].map((name) => this.#newProcess(name));
  }

  static async of(scenario: Scenario, changed: Changed = {}): Promise<ExploredWorld> {
    const world = new ExploredWorld(scenario, changed);
    const { direct, note } = world.#scheduled;
    await direct.put({ ...grantsKey(accountId), version: 1, grants: [] });
    for (const periodStart of world.#counterNames) note(counterKey(accountId, periodStart));
    const units = scenario.limits[0] ?? 0;
    const open = () => world.#counters.open({ accountId, periodStart: world.#periods[0] }, { units, version: 1 });
    if (scenario.opened) await world.#notingLimits(open);
    return world;
  }

  #newProcess(name: string): Process {
    const process: Process = Object.assign(
      processOf({
        name,
        table: this.#scheduled.forOwner(name),
        now: () => this.#now(process),
        quota: () => this.#quotaOf(process),
        served: (owner, periodStart, units, instanceId) => {
          for (const whose of [periodStart, `${owner} ${periodStart}`, `${instanceId} ${periodStart}`]) {
            this.#served.set(whose, (this.#served.get(whose) ?? 0) + units);
          }
        },
        ...this.#changed,
      }),
      { history: '', clock: 0, grants: 1, shares: 1, period: 0, isDead: false, isClosing: false, calls: 0, flushes: 0 },
    );
    return process;
  }

  #quotaOf(process: Process): MeteredQuota {
    const { limits, shares } = this.#scenario;
    const { grants, period } = process;
    const periodStart = this.#periods[period] ?? this.#periods[0];
    const quota = { accountId, periodStart, limit: limits[grants - 1] ?? 0, version: grants, account };
    if (!shares || !this.#isOfApp(process.name)) return quota;
    const version = grants * shareVersions + process.shares;
    const ofShare = { limit: shares[process.shares - 1] ?? 0, version, grantsVersion: grants };
    return { ...quota, share: { accountId, periodStart: shareCounterOf(periodStart, appId), account, ...ofShare } };
  }

  #isOfApp(name: string): boolean {
    return this.#scenario.ofApp?.includes(name) ?? true;
  }

  /** Whether a key's units count in a counter. */
  #countedIn = (counterName: string): IsCounted => {
    if (countedPartOf(counterName).appId === null) return () => true;
    const keys = ['a', 'b'].filter((name) => this.#isOfApp(name)).map(keyOf);
    return (keyId) => keys.includes(keyId);
  };

  /** The units that a usage log reports of one counter. */
  #unitsIn({ segments }: SeenUsageLog, counterName: string): number {
    return summaryOf(segments).of({ accountId, periodStart: counterName }, this.#countedIn(counterName)).reported;
  }

  #now(process: Process): number {
    return start + process.clock + this.#days * 49 * hourMs;
  }

  #note(process: Process, what: string): void {
    process.history = hash('sha1', `${process.history} ${what} ${this.#now(process)}`, 'base64url');
  }

  /** Everything that may happen next. */
  async choices(): Promise<Choice[]> {
    const all = [...this.#withoutLooking(), ...this.#jobs(await this.snapshot())];
    return [...new Map(all.map((choice) => [choice.name, choice])).values()];
  }

  #withoutLooking(): Choice[] {
    const { calls } = this.#scheduled;
    return [
      ...calls.flatMap((call) => this.#fatesOf(call)),
      ...this.#processes.flatMap((process) => (process.isDead ? [] : this.#stepsOf(process))),
      ...this.#late.map((call) => this.#landing(call)),
      ...this.#changes(),
      ...this.#intents,
    ];
  }

  /** Makes one of the choices happen, with everything that follows from it alone. */
  async perform(name: string): Promise<void> {
    const choice =
      this.#withoutLooking().find((each) => each.name === name) ??
      this.#jobs(await this.snapshot()).find((each) => each.name === name);
    if (!choice) throw new Error(`"${name}" cannot happen here`);
    await choice.make();
    await settle();
    await this.#register();
    this.#seen = undefined;
  }

  /** Answers registrations immediately. They touch nothing that anybody else does, so this leaves less to explore. */
  async #register(): Promise<void> {
    const { calls } = this.#scheduled;
    for (let at = 0; at < calls.length; ) {
      const call = calls[at];
      if (!call || !/ENVIRONMENT#@|^get ENVIRONMENT#/.test(call.name)) at += 1;
      else {
        calls.splice(at, 1);
        await call.apply();
        call.answer();
        await settle();
        at = 0;
      }
    }
  }

  /** The possible fates of a call of the table. */
  #fatesOf(call: TableCall): Choice[] {
    const owner = this.#processes.find(({ name }) => name === call.owner);
    if (!owner) return [];
    const fate = (what: string, make: () => unknown, faults = 0): Choice => ({
      name: `${call.owner}: ${call.name} ${what}`,
      make: () => {
        this.#left.faults -= faults;
        return make();
      },
    });
    const { calls } = this.#scheduled;
    const remove = () => calls.splice(calls.indexOf(call), 1);
    const fail = () => {
      remove();
      this.#note(owner, `${call.name} fails`);
      call.fail();
    };
    const answer = fate('is answered', async () => {
      if (!call.result) await this.#apply(call);
      remove();
      this.#note(owner, `${call.name} ${call.result?.answer}`);
      call.answer();
    });
    if (this.#left.faults === 0) return [answer];
    if (call.result) return [answer, fate('loses its answer', fail, 1)];
    const delay = fate('is done, unanswered', () => this.#apply(call), 1);
    const choices = [answer, fate('is lost', fail, 1), delay];
    const passLate = () => {
      this.#late.push(call);
      fail();
    };
    return call.isRead ? choices : [...choices, fate('times out, and may land later', passLate, 1)];
  }

  async #apply(call: TableCall): Promise<void> {
    await this.#notingLimits(() => call.apply());
  }

  #stepsOf(process: Process): Choice[] {
    const { callsEach, unitsEach, flushesEach } = this.#scenario;
    const step = (what: string, make: () => void): Choice => ({
      name: `${process.name}: ${what}`,
      make: () => {
        this.#note(process, what);
        make();
      },
    });
    const choices: Choice[] = [];
    const when = (may: boolean, what: string, make: () => void) => may && choices.push(step(what, make));
    const isOpen = !process.isClosing;
    when(isOpen && process.calls < callsEach, 'a call comes', () => {
      process.calls += 1;
      process.call(unitsEach);
    });
    when(process.underWay.length > 0, 'a call is answered', () => process.answer());
    when(isOpen && process.flushes < flushesEach, 'after the answer', () => {
      process.flushes += 1;
      process.clock += 11_000;
      process.afterAnswer();
    });
    when(isOpen && process.grants < this.#grants, 'learns of the plan', () => {
      process.grants = this.#grants;
    });
    when(isOpen && process.shares < this.#shares, 'learns of the share', () => {
      process.shares = this.#shares;
    });
    when(isOpen && process.period < this.#period, 'sees the new period', () => {
      process.period = this.#period;
    });
    when(isOpen && this.#left.closings > 0, 'is ended', () => {
      this.#left.closings -= 1;
      process.isClosing = true;
      process.close();
    });
    when(this.#left.crashes > 0, 'crashes', () => this.#crash(process));
    return choices;
  }

  #crash(process: Process): void {
    this.#left.crashes -= 1;
    process.isDead = true;
    const { calls } = this.#scheduled;
    for (const call of calls.filter(({ owner }) => owner === process.name)) {
      calls.splice(calls.indexOf(call), 1);
      if (!call.result && !call.isRead) this.#late.push(call);
    }
  }

  #landing = (call: TableCall): Choice => ({
    name: `${call.owner}: ${call.name} lands late`,
    make: async () => {
      this.#late.splice(this.#late.indexOf(call), 1);
      await this.#apply(call);
    },
  });

  #changes(): Choice[] {
    const choices: Choice[] = [];
    const when = (may: boolean, name: string, make: Choice['make']) => may && choices.push({ name, make });
    when(this.#left.freezes > 0, 'two days pass', () => {
      this.#left.freezes -= 1;
      this.#days += 1;
    });
    when(this.#left.rollovers > 0, 'a period begins', () => {
      this.#left.rollovers -= 1;
      this.#period += 1;
    });
    when(this.#shares < (this.#scenario.shares?.length ?? 0), 'the share changes', () => {
      this.#shares += 1;
    });
    when(this.#grants < this.#scenario.limits.length, 'the plan changes', () => {
      this.#grants += 1;
      return this.#scheduled.direct.put({ ...grantsKey(accountId), version: this.#grants, grants: [] });
    });
    return choices;
  }

  /** The jobs' steps, each read apart from its write: fencing silent logs, reclaiming ended ones, moving limits. */
  #jobs({ usageLogs, counters }: Snapshot): Choice[] {
    const found: Choice[] = [];
    for (const [id, usageLog] of usageLogs) {
      const end = usageLog.segments.at(-1)?.end;
      const silentSince = Date.parse(usageLog.segments.at(-1)?.at ?? usageLog.at);
      const isSilent = start + this.#days * 49 * hourMs - silentSince > 48 * hourMs;
      if (!end && (isSilent || this.#left.fences > 0)) {
        const fence = this.#sealOf(id, usageLog);
        found.push({
          name: `fence ${id} as ${fence.segment.number}`,
          make: () => this.#fence(fence, isSilent ? 0 : 1),
        });
      }
      const isSettled = end ?? (isSilent && this.#changed.settle === 'silent, not fenced');
      if (!isSettled) continue;
      for (const periodStart of this.#counterNames) {
        const counter = counters.get(periodStart);
        const entry = counter && entryIn(counter, id);
        if (!entry) continue;
        const { taken, pledge } = entry;
        const consumed = this.#consumedOf(usageLog, periodStart, entry);
        const settlement = { instanceId: id, entry: taken, pledged: pledge, opened: counter.opened, consumed };
        const settleIt = () => this.#counters.reclaim({ accountId, periodStart }, settlement);
        found.push({ name: `settle ${taken} of ${id} in ${periodStart}, ${consumed} consumed`, make: settleIt });
      }
    }
    return [...found, ...this.#moves(counters)]
      .filter(({ name }) => !this.#intents.some((intent) => intent.name === name))
      .map(({ name, make }) => ({
        name: `${name}: read`,
        make: () => void this.#intents.push(this.#intent(name, make)),
      }));
  }

  /** As `functions/usage-merge/reclaim-ended.ts` has it. */
  #consumedOf({ segments }: SeenUsageLog, periodStart: string, entry: Entry): number {
    const usageLog = summaryOf(segments);
    const { settle: changed } = this.#changed;
    const isShare = countedPartOf(periodStart).appId !== null;
    const isCounted = isShare && changed === 'without keys' ? () => false : this.#countedIn(periodStart);
    const told = usageLog.of({ accountId, periodStart }, isCounted);
    if (changed === 'silent, not fenced') return told.reported;
    if (usageLog.endedBy === 'fence' && changed === 'fenced as closed') return told.consumed ?? 0;
    if (changed === 'without windows') return told.consumed ?? told.reported;
    const isReturned =
      countedPartOf(periodStart).periodStart === creditPeriod &&
      usageLog.silentMs >= 48 * hourMs &&
      told.consumed === undefined;
    return isReturned ? Math.min(entry.taken, told.reported) : consumedOf(entry, told);
  }

  async #fence(fence: FixedSegment, fences: number): Promise<void> {
    if (this.#left.fences < fences) return;
    this.#left.fences -= fences;
    this.#scheduled.note(segmentKey(fence.segment.instanceId, fence.segment.number));
    await this.#segments.put(fence);
  }

  #intent(name: string, make: Choice['make']): Choice {
    const intent: Choice = {
      name,
      make: async () => {
        this.#intents.splice(this.#intents.indexOf(intent), 1);
        await this.#notingLimits(make);
      },
    };
    return intent;
  }

  #moves(counters: Snapshot['counters']): Choice[] {
    const version = this.#grants;
    const to = this.#scenario.limits[version - 1] ?? 0;
    return [...counters]
      .filter(([name]) => countedPartOf(name).appId === null)
      .filter(([, { limit, version: setUnder }]) => limit !== to && setUnder < version)
      .map(([periodStart, { limit: from }]) => ({
        name: `move ${periodStart} from ${from} to ${to}`,
        make: () => this.#counters.relimit({ accountId, periodStart }, { from, to, version }),
      }));
  }

  #sealOf(id: string, { segments, headHash }: SeenUsageLog) {
    return encodeSegment({
      instanceId: id,
      number: segments.length + 1,
      at: new Date(start + this.#days * 49 * hourMs).toISOString(),
      previousHash: headHash,
      entries: [],
      end: { by: 'fence', consumed: [] },
    });
  }

  async #notingLimits(make: Choice['make']): Promise<void> {
    const before = (await this.snapshot()).counters;
    await make();
    this.#seen = undefined;
    for (const [periodStart, counter] of (await this.snapshot()).counters) {
      const old = before.get(periodStart);
      for (const id of Object.keys(old?.entries ?? {}))
        if (!counter.entries[id]) this.#removed.set(`${id} ${periodStart}`, counter.retired - (old?.retired ?? 0));
      for (const id of Object.keys(counter.entries)) {
        if (this.#removed.has(`${id} ${periodStart}`))
          this.#wrong.push(`the entry of ${id} in ${periodStart} came back`);
      }
      if (old?.limit === counter.limit) continue;
      this.#bounds.set(periodStart, Math.max(counter.limit, takenOf(old)));
    }
  }

  async snapshot(): Promise<Snapshot> {
    this.#seen ??= snapshotOf(await this.#scheduled.items());
    return this.#seen;
  }

  /** The violated rules, a sentence each. */
  async violations(): Promise<string[]> {
    const { counters, usageLogs } = await this.snapshot();
    const found = [...this.#wrong];
    for (const periodStart of this.#counterNames) {
      const counter = counters.get(periodStart);
      const isOfCredit = countedPartOf(periodStart).periodStart === creditPeriod;
      const sum = this.#served.get(periodStart) ?? 0;
      const bound = this.#bounds.get(periodStart) ?? 0;
      if (counter && counter.limit + counter.credited !== counter.free + takenOf(counter))
        found.push(`the law of ${periodStart} is broken`);
      let [billed, tail] = [0, 0];
      for (const { name } of this.#processes) {
        const own = [...usageLogs].filter(([id]) => id.startsWith(name)).map(([, usageLog]) => usageLog);
        const reported = own.reduce((units, usageLog) => units + this.#unitsIn(usageLog, periodStart), 0);
        const served = this.#served.get(`${name} ${periodStart}`) ?? 0;
        const isSealed = own.some(({ segments }) => segments.at(-1)?.end?.by === 'fence');
        if (reported > served) found.push(`billed ${reported} for ${served} that ${name} served in ${periodStart}`);
        billed += reported;
        tail += isSealed && isOfCredit ? served - reported : 0;
      }
      if (!isOfCredit) found.push(...this.#pastPledges(periodStart, counters.get(periodStart), usageLogs));
      if (sum > bound + tail) found.push(`served ${sum} in ${periodStart}, of ${bound} and ${tail} never reported`);
      if (billed > bound) found.push(`billed ${billed} in ${periodStart}, of ${bound}`);
    }
    return found;
  }

  /** No instance has served more than would stay spent if its log were fenced now, or than stayed when it was. */
  #pastPledges(periodStart: string, counter: Counter | undefined, usageLogs: Snapshot['usageLogs']): string[] {
    return [...usageLogs].flatMap(([id, { segments }]) => {
      const served = this.#served.get(`${id} ${periodStart}`) ?? 0;
      const entry = counter && entryIn(counter, id);
      const told = summaryOf(segments).of({ accountId, periodStart }, this.#countedIn(periodStart));
      const most = entry ? consumedOf(entry, told) : (this.#removed.get(`${id} ${periodStart}`) ?? 0);
      return served > most ? [`${id} served ${served} in ${periodStart}, past the ${most} that it pledged`] : [];
    });
  }

  /** Two runs in the same state continue alike: a process is its questions, its answers, and their times. */
  async state(): Promise<string> {
    const processes = this.#processes.map(({ history, isDead, clock, grants, shares, period }) => [
      history,
      isDead,
      clock,
      grants,
      shares,
      period,
    ]);
    const pending = [...this.#scheduled.calls, ...this.#late].map(
      ({ owner, name, result }) => `${owner} ${name} ${result?.answer}`,
    );
    const own = [
      this.#left,
      this.#days,
      this.#grants,
      this.#shares,
      this.#period,
      [...this.#bounds],
      [...this.#served].toSorted(),
    ];
    const intents = this.#intents.map(({ name }) => name).toSorted();
    const text = JSON.stringify([processes, pending.toSorted(), this.#late.length, own, intents]);
    return hash('sha1', text + (await this.snapshot()).text, 'base64url');
  }
}
