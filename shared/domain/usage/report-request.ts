/**
 * A message of an instance that has unreported units and may write no more for now. Nothing runs in it until it is called again, so it is
 * called only to report. Lambda cannot address one instance of a function. The call reaches any of them, and the answer says which.
 * Source: Lambda Developer Guide, "Understanding the Lambda execution environment lifecycle".
 */
export type ReportRequest = {
  /** The Lambda function whose instance it is. */
  readonly functionName: string;
  /** The id of the instance. Messages keep the name that they were deployed with. */
  readonly environmentId: string;
  /** When the instance sent it, by its own clock; ISO 8601. */
  readonly sentAt: string;
  /** How often the instance was asked for before; absent: never. */
  readonly tried?: number;
};

/** The delay of the message. An instance that is called meanwhile has reported by then, as it does every 10 s. */
export const delaySeconds = 11;

/** A request also covers units served after reports that are made this soon after it. */
export const coveredMs = 2_000;

/**
 * The event that asks an admitting function to report. Another instance than the asked one stays busy for `holdMs`, so that events sent
 * together reach others.
 */
export type ReportEvent = { readonly reportOf: string; readonly holdMs: number };

/** Whether the event reached the asked instance, which then has reported. */
export type ReportAnswer = { readonly isReported: boolean };

/** Whether an invocation asks to report. No HTTP request can: API Gateway's events keep body and headers in fields of their own. */
export const isReportEvent = (event: unknown): event is ReportEvent =>
  typeof event === 'object' && event !== null && typeof (event as Partial<ReportEvent>).reportOf === 'string';
