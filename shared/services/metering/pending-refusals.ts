import type { Refusal, RefusalCount, RefusalReport } from '../../domain/evidence/refusal.ts';

/** Refusals of a key in one minute that are told one by one. Beyond them they are counted. */
const toldAKeyAndMinute = 5;
/** Refusals of one report that are told one by one: some 300 bytes each. */
const toldAReport = 100;
/** Keys whose present minute is remembered. */
const maxKeys = 10_000;

type Sum = { -readonly [name in keyof RefusalCount]: RefusalCount[name] };
type Report = { readonly from: string; to: string; readonly counts: Map<string, Sum>; readonly told: Refusal[] };

/** Refused calls that no report has yet, by organization. */
export function pendingRefusals() {
  const reports = new Map<string, Report>();
  let minute = '';
  let toldOf = new Map<string, number>();

  /** Whether this one is among the first of its key in its minute. */
  function isAmongFirst({ keyId, at }: Refusal): boolean {
    const present = at.slice(0, 'YYYY-MM-DDTHH:MM'.length);
    if (present !== minute || toldOf.size >= maxKeys) [minute, toldOf] = [present, new Map()];
    const told = toldOf.get(keyId) ?? 0;
    toldOf.set(keyId, told + 1);
    return told < toldAKeyAndMinute;
  }

  return {
    add(refusal: Refusal): void {
      const { accountId, keyId, app, dataset, reason, at } = refusal;
      const report: Report = reports.get(accountId) ?? { from: at, to: at, counts: new Map(), told: [] };
      reports.set(accountId, report);
      report.to = at;
      const name = `${keyId} ${dataset} ${reason}`;
      const sum = report.counts.get(name) ?? { keyId, app, dataset, reason, count: 0 };
      report.counts.set(name, sum);
      sum.count += 1;
      if (isAmongFirst(refusal) && report.told.length < toldAReport) report.told.push(refusal);
    },
    size: (): number => reports.size,
    /** Takes out the reports of at most `most` organizations, the oldest first. */
    cut(most: number): RefusalReport[] {
      return [...reports].slice(0, most).map(([accountId, { counts, told, ...span }]) => {
        reports.delete(accountId);
        return { accountId, ...span, counts: [...counts.values()], told: told.map(({ accountId: _, ...row }) => row) };
      });
    },
    /** Puts back a report that could not be written. */
    restore(report: RefusalReport): void {
      const { accountId, from, to, counts, told } = report;
      const later = reports.get(accountId);
      const sums = new Map<string, Sum>(
        counts.map((each) => [`${each.keyId} ${each.dataset} ${each.reason}`, { ...each }]),
      );
      for (const [name, { count, ...who }] of later?.counts ?? []) {
        sums.set(name, { ...who, count: count + (sums.get(name)?.count ?? 0) });
      }
      const rows = [...told.map((row) => ({ ...row, accountId })), ...(later?.told ?? [])].slice(0, toldAReport);
      reports.set(accountId, { from, to: later?.to ?? to, counts: sums, told: rows });
    },
  };
}
