/** The idempotency key of one order by invoice; it cannot be a checkout's. */
export const orderKey = (accountId: string, soldId: string, attempt: number): string =>
  `invoice:${accountId}:${soldId}:${attempt}`;
