import { setTimeout as sleep } from 'node:timers/promises';
import { isReportEvent, type ReportAnswer, type ReportEvent } from '../../domain/usage/report-request.ts';
import type { Watch } from '../../extension.ts';
import type { AdmissionInstance } from './instance.ts';

type Reporting = Pick<AdmissionInstance, 'reportOf'>;

/** The same watch over handlers, which also answers requests to report. A handler does not see these. */
export const answeringReports =
  (watch: Watch, admission: Reporting, pause: (ms: number) => Promise<unknown> = sleep): Watch =>
  (handler) =>
    watch(async (event, context) =>
      isReportEvent(event) ? ((await report(admission, event, pause)) as never) : handler(event, context),
    );

/** @throws StorageUnavailable */
async function report(
  admission: Reporting,
  { reportOf, holdMs }: ReportEvent,
  pause: (ms: number) => Promise<unknown>,
): Promise<ReportAnswer> {
  const isReported = await admission.reportOf(reportOf);
  if (!isReported && holdMs > 0) await pause(holdMs);
  return { isReported };
}
