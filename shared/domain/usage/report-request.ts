/**
 * An environment that has served units without reporting them, when it may write no more for now. Nothing runs in it until it is called again, so
 * it is asked to report, by a call that does nothing else. Lambda has no way to address one environment of a function, so the call reaches any of
 * them, and the answer says which. Source: Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle".
 */
export type ReportRequest = {
  /** The Lambda function whose environment it is. */
  readonly functionName: string;
  readonly environmentId: string;
  /** When the environment sent it, by its own clock; ISO 8601. */
  readonly sentAt: string;
  /** How often the environment was asked for before; absent: not yet. */
  readonly tried?: number;
};

/** A request is received so long after it was sent: an environment that is called meanwhile has reported by then, as it does every 10 s. */
export const delaySeconds = 11;

/** A request also stands for what is served after the reports that are made so soon after it. */
export const coveredMs = 2_000;

/** The event with which a function that admits is asked. Another environment is busy for `holdMs`, so that events which are sent with this one reach others. */
export type ReportEvent = { readonly reportOf: string; readonly holdMs: number };

/** Whether the environment that was meant was reached, and has reported. */
export type ReportAnswer = { readonly isReported: boolean };

/** Whether an invocation asks to report. No HTTP request can: API Gateway's events have its body and its headers in fields of their own. */
export const isReportEvent = (event: unknown): event is ReportEvent =>
  typeof event === 'object' && event !== null && typeof (event as Partial<ReportEvent>).reportOf === 'string';
