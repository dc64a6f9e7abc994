import { createHash } from 'node:crypto';
import { throttleKey } from './keys.ts';
import type { Table } from './table.ts';

export type Throttle = {
  /** What is limited: `mail-address`, `mail-client`, `checkout`. */
  readonly scope: string;
  /** Whom: an address, a network address, an account. */
  readonly subject: string;
  readonly limitPerHour: number;
};

/** `retryAfterSeconds`: until the present hour's window ends. */
export type ThrottleAnswer = { readonly passed: true } | { readonly passed: false; readonly retryAfterSeconds: number };

export interface Throttles {
  /** Counts one attempt in the present hour; refuses past the limit. */
  pass(throttle: Throttle, now: Date): Promise<ThrottleAnswer>;
}

const hourSeconds = 3600;

/** So that no address outlives its account here. */
const hashOf = (subject: string): string => createHash('sha256').update(subject).digest('base64url');

/** Fixed windows of an hour, one conditional write an attempt: at worst twice the limit passes within one hour. */
export function throttlesOver(table: Table): Throttles {
  return {
    async pass({ scope, subject, limitPerHour }, now) {
      const second = Math.floor(now.getTime() / 1000);
      const windowEnd = second - (second % hourSeconds) + hourSeconds;
      const { ok } = await table.update(
        throttleKey(scope, hashOf(subject), String(windowEnd)),
        { add: { count: 1 }, set: { ttl: windowEnd + hourSeconds } },
        { 'the hour has room': { attribute: 'count', atMost: limitPerHour - 1, orAbsent: true } },
      );
      return ok ? { passed: true } : { passed: false, retryAfterSeconds: windowEnd - second };
    },
  };
}
