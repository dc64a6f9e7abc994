/** The idempotency key of one order by invoice; it differs from every checkout's. */
export const orderKey = (accountId: string, soldId: string, attempt: number): string =>
  `invoice:${accountId}:${soldId}:${attempt}`;
