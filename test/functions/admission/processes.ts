import { createMeter, type Meter, type MeterDeps } from '../../../shared/services/metering/meter.ts';
import type { MeteredQuota } from '../../../shared/services/metering/metered-quota.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';

type Reserved = NonNullable<ReturnType<Meter['reserve']>>;
type Call = { readonly quota: MeteredQuota; readonly reserved: Reserved; readonly instanceId: string };

/** Called with the units that a process has served, the name of each counter that counts them, and its instance. */
export type Served = (owner: string, periodStart: string, units: number, instanceId: string) => void;

type Options = {
  readonly name: string;
  readonly table: Table;
  readonly quota: () => MeteredQuota;
  readonly now: () => number;
  readonly served: Served;
  /** For mutants. */
  readonly counters?: (table: Table) => MeterDeps['counters'];
};

/** One process that admits calls through the real functions. Each step begins from outside; nothing happens without one. */
export function processOf({ name, table, quota, now, served, counters = countersOver }: Options) {
  let ids = 0;
  const instanceId = () => `${name}000000${ids}`;
  const meter = createMeter({
    counters: counters(table),
    segments: segmentsOver(table),
    now,
    newInstanceId: () => {
      ids += 1;
      return instanceId();
    },
  });
  const underWay: Call[] = [];
  let busy = 0;

  async function call(units: number): Promise<void> {
    for (let attempt = 0, least = units; attempt < 3; attempt++) {
      const current = quota();
      const reserved = meter.reserve({ quota: current, ...row, keyId: keyOf(name) }, { most: units, least });
      if (reserved) {
        underWay.push({ quota: current, reserved, instanceId: instanceId() });
        return;
      }
      if (least < units) return;
      const prepared = await meter.prepare(current, units);
      if (prepared === 'exhausted') least = 1;
      else if (prepared !== 'ready') return;
    }
  }
  const run = (step: () => Promise<void>) => {
    busy += 1;
    step()
      .catch(() => {})
      .finally(() => {
        busy -= 1;
      });
  };
  return {
    name,
    isBusy: () => busy > 0,
    underWay,
    call: (units: number) => run(() => call(units)),
    afterAnswer: () => run(meter.afterAnswer),
    close: () => run(meter.close),
    /** The answer of the first call under way leaves, and is counted. */
    answer(): void {
      const call = underWay.shift();
      if (!call) return;
      const counters = [call.quota, ...(call.quota.share ? [call.quota.share] : [])];
      for (const { periodStart } of counters) served(name, periodStart, call.reserved.units, call.instanceId);
      call.reserved.commit(call.reserved.units);
    },
  };
}

/** The key of a process. */
export const keyOf = (process: string): string => `key_00000000000${process}`;

const row = { datasetId: 'posts', day: '2026-11-01' };
