import { isSameWindow, type OverageRecord, type OverageWindow, totalValueOf, type UsageReport } from './overage.ts';

/** Stripe takes a report of the past 35 days: one that is older by a day less is made anew. https://docs.stripe.com/api/billing/meter-event */
const resentSeconds = 34 * 86_400;
/** The last of a window is kept for what is known of it after its end. */
const reservedSeconds = 3_600;
/**
 * A report lies within the minutes that are its window's alone, since Stripe sums up by whole ones; and so far in the past, that a
 * window which ends early has room for a later one.
 */
const marginSeconds = 60;

/** A window whose report is to be sent, new or again. */
export type Due = { readonly window: OverageWindow; readonly report: UsageReport };

/**
 * Takes a report for every open window whose meter does not say what it should, as far as is known. Each is later in its window than
 * the one before, so the meter's latest is the last that was taken, in whatever order they arrive.
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

/** Epoch seconds within the window, later than any before; null where there is no room for one. */
function nextAt({ start, end, report }: OverageWindow, now: Date): number | null {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const [from, to] = [Math.ceil(Date.parse(start) / 1000) + marginSeconds, Math.floor(Date.parse(end) / 1000)];
  const reserved = to - reservedSeconds;
  const wanted = nowSeconds < to ? Math.min(nowSeconds - marginSeconds, reserved - 1) : reserved;
  const at = Math.max(wanted, from, (report?.at ?? 0) + 1);
  return at < to ? at : null;
}

/** The reports that have arrived, noted as such. */
export const acknowledged = (overage: OverageRecord, sent: readonly Due[], now: Date): OverageRecord => ({
  ...overage,
  windows: overage.windows.map((window) => {
    const isSent = sent.some((each) => isSameWindow(each.window, window));
    if (!isSent || !window.report) return window;
    return { ...window, report: { ...window.report, acknowledged: true, sentAt: now.toISOString() } };
  }),
});

/** Stripe takes up reports some time after it has acknowledged them, and names no bound: an hour is far beyond what is seen. */
const takenUpMs = 3_600_000;

/**
 * Whether a meter's summary has to hold the report: meters are summed up later than events are taken, so that one that was just sent is no
 * drift. https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage-api
 */
export const isTakenUp = ({ acknowledged, sentAt }: UsageReport, now: Date): boolean =>
  acknowledged && (sentAt === undefined || now.getTime() - Date.parse(sentAt) >= takenUpMs);
