/**
 * An environment that has served units without reporting them, when it may write no more for now. Nothing runs in it until it is called again, so
 * it is asked to report, by a call that does nothing else. Lambda has no way to address one environment of a function, so the call reaches any of
 * them, and the answer says which. Source: Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle".
 */
export type ReportRequest = {
  /** The Lambda function whose instance it is. */
  readonly functionName: string;
  /** The id of the instance. Messages keep the name that they were deployed with. */
  readonly environmentId: string;
  /** When the instance sent it, by its own clock; ISO 8601. */
  readonly sentAt: string;
  /** How often the instance was asked for before; absent: not yet. */
  readonly tried?: number;
};

/** A request is received so long after it was sent: an instance that is called meanwhile has reported by then, as it does every 10 s. */
export const delaySeconds = 11;

/** A request also stands for what is served after the reports that are made so soon after it. */
export const coveredMs = 2_000;

/** The event with which a function that admits is asked. Another instance is busy for `holdMs`, so that events which are sent with this one reach others. */
export type ReportEvent = { readonly reportOf: string; readonly holdMs: number };

/** Whether the instance that was meant was reached, and has reported. */
export type ReportAnswer = { readonly isReported: boolean };

/** Whether an invocation asks to report. No HTTP request can: API Gateway's events have its body and its headers in fields of their own. */
export const isReportEvent = (event: unknown): event is ReportEvent =>
  typeof event === 'object' && event !== null && typeof (event as Partial<ReportEvent>).reportOf === 'string';
