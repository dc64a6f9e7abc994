import { isSameWindow, type OverageRecord, type OverageWindow, totalValueOf, type UsageReport } from './overage.ts';

/** Stripe takes reports of the past 35 days, so one older than 34 days is made anew. https://docs.stripe.com/api/billing/meter-event */
const resentSeconds = 34 * 86_400;
/** The end of a window, reserved for usage that becomes known after its end. */
const reservedSeconds = 3_600;
/**
 * A report's time lies within whole minutes of its own window, since Stripe sums up by whole minutes. It also lies far enough back that a
 * window which ends early has room for a later report.
 */
const marginSeconds = 60;

/** A window with a report to send, for the first time or again. */
export type Due = { readonly window: OverageWindow; readonly report: UsageReport };

/**
 * Makes a report for every open window whose meter is not known to be right. Each report is later in its window than the one before. So the
 * meter's latest value is the last report, in whatever order reports arrive.
 */
export function reportsAt(
  overage: OverageRecord,
  now: Date,
): { readonly overage: OverageRecord; readonly due: readonly Due[] } {
  const due = overage.windows.flatMap((window) => {
    const report = window.closed ? null : reportOf(window, now);
    return report ? [{ window: { ...window, report }, report }] : [];
  });
  const windows = overage.windows.map((each) => due.find(({ window }) => isSameWindow(window, each))?.window ?? each);
  return { overage: { ...overage, windows }, due };
}

function reportOf(window: OverageWindow, now: Date): UsageReport | null {
  const { report } = window;
  const value = totalValueOf(window);
  if (report ? report.value === value && report.acknowledged : value === 0) return null;
  const isFresh = report && report.at > now.getTime() / 1000 - resentSeconds;
  if (report?.value === value && isFresh) return report;
  const at = nextAt(window, now);
  return at === null ? null : { value, at, acknowledged: false };
}

/** Epoch seconds within the window, later than every earlier report; null where there is no room left. */
function nextAt({ start, end, report }: OverageWindow, now: Date): number | null {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const [from, to] = [Math.ceil(Date.parse(start) / 1000) + marginSeconds, Math.floor(Date.parse(end) / 1000)];
  const reserved = to - reservedSeconds;
  const preferred = nowSeconds < to ? Math.min(nowSeconds - marginSeconds, reserved - 1) : reserved;
  const at = Math.max(preferred, from, (report?.at ?? 0) + 1);
  return at < to ? at : null;
}

/** Marks sent reports as acknowledged. */
export const acknowledged = (overage: OverageRecord, sent: readonly Due[], now: Date): OverageRecord => ({
  ...overage,
  windows: overage.windows.map((window) => {
    const isSent = sent.some((each) => isSameWindow(each.window, window));
    if (!isSent || !window.report) return window;
    return { ...window, report: { ...window.report, acknowledged: true, sentAt: now.toISOString() } };
  }),
});

/** Stripe counts a report some time after it has acknowledged it, and documents no bound. An hour is far beyond what is seen. */
const takenUpMs = 3_600_000;

/**
 * Whether a meter's summary must include the report. Meters are summed up later than events are taken, so a report that was just sent is no
 * drift. https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api
 */
export const isTakenUp = ({ acknowledged, sentAt }: UsageReport, now: Date): boolean =>
  acknowledged && (sentAt === undefined || now.getTime() - Date.parse(sentAt) >= takenUpMs);
