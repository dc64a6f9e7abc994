import type { Refusal } from '../../domain/evidence/refusal.ts';
import type { Refusals } from '../../storage/evidence/refusals.ts';
import type { Denied } from './admission-outcome.ts';
import type { Caller } from './caller.ts';
import type { AdmissionRequest } from './measured-request.ts';
import { flushMs, isWithin } from './pace.ts';
import { pendingRefusals } from './pending-refusals.ts';

/** Reports of one flush, which Lambda counts towards the timeout. The rest follows with the next. */
const maxReports = 25;

/** Refused calls of one instance. They are written after answers, about every 10 s, and immediately if there were none for so long. */
export interface RefusalLog {
  /** Notes a refused call of a known key. */
  note(refusal: Refusal): void;
  /**
   * Writes what is pending, if it is due.
   * @throws StorageUnavailable; what could not be written is written with the next flush
   */
  flush(options?: { readonly isLast?: boolean }): Promise<void>;
}

/** Begins the log of refused calls of one instance. `now`: epoch milliseconds. */
export function refusalLog({
  refusals,
  now,
}: {
  readonly refusals: Pick<Refusals, 'put'>;
  readonly now: () => number;
}): RefusalLog {
  const pending = pendingRefusals();
  let flushedAt = Number.NEGATIVE_INFINITY;
  return {
    note: pending.add,
    async flush({ isLast = false } = {}) {
      const time = now();
      if (pending.size() === 0 || (!isLast && isWithin(time - flushedAt, flushMs))) return;
      flushedAt = time;
      const reports = pending.cut(maxReports);
      const written = await Promise.allSettled(reports.map((report) => refusals.put(report)));
      const failed = written.flatMap((each, i) => {
        const report = reports[i];
        return each.status === 'rejected' && report ? [{ report, reason: each.reason as unknown }] : [];
      });
      for (const { report } of failed) pending.restore(report);
      if (failed[0]) throw failed[0].reason;
    },
  };
}

type Refused = { readonly caller: Caller; readonly request: AdmissionRequest; readonly time: number };

/** Notes a refused call of a known key for the people who look at it later. `time`: epoch milliseconds. */
export function noteRefusal(log: RefusalLog | undefined, { caller, request, time }: Refused, denied: Denied): Denied {
  if (!log) return denied;
  const { accountId, id: keyId, app } = caller.key;
  const { datasetId: dataset, address, query = () => dataset } = request;
  const at = new Date(time).toISOString();
  log.note({ at, accountId, keyId, app, dataset, reason: denied.reason, query: query(), address });
  return denied;
}
