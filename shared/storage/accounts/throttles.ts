import { createHash } from 'node:crypto';
import { throttleKey } from '../item-keys.ts';
import type { Table } from '../table/table.ts';

/** One limit on how often something may be done in an hour. */
export type Throttle = {
  /** The act that is limited: `mail-client`, `mail-mailbox`, `checkout`. */
  readonly scope: string;
  /** The party limited: a mailbox, a client's network, an account. */
  readonly subject: string;
  readonly limitPerHour: number;
  /** How many this attempt counts for; 1 unless given. */
  readonly units?: number;
  /** Nobody is told of the refusal, so its timing must not tell either: it is asked for anew each time. */
  readonly isSilent?: boolean;
};

/** `retryAfterSeconds`: until the present hour's window ends. */
export type ThrottleAnswer = { readonly passed: true } | { readonly passed: false; readonly retryAfterSeconds: number };

/** Counters of attempts in an hour. */
export interface Throttles {
  /** Counts one attempt in the present hour; refuses past the limit. */
  pass(throttle: Throttle, now: Date): Promise<ThrottleAnswer>;
  /** True for the first call with this subject, false for all after it within 15 days. */
  first(subject: Pick<Throttle, 'scope' | 'subject'>, now: Date): Promise<boolean>;
}

const hourSeconds = 3600;
/** Longer than a message can lie in a queue (SQS: 14 days). */
const firstKeptSeconds = 15 * 86_400;
/** The most refusals remembered; each is some 100 bytes. */
const maxRemembered = 10_000;

/** So that no address outlives its account here. */
const hashOf = (subject: string): string => createHash('sha256').update(subject).digest('base64url');

/**
 * Fixed windows of an hour, one conditional write an attempt: at worst twice the limit passes within one hour. A refusal is remembered
 * until its window ends, so a flood costs an environment one refused write an hour and no more.
 */
export function throttlesOver(table: Table): Throttles {
  const refused = new Set<string>();
  return {
    async pass({ scope, subject, limitPerHour, units = 1, isSilent = false }, now) {
      const second = Math.floor(now.getTime() / 1000);
      const windowEnd = second - (second % hourSeconds) + hourSeconds;
      const no: ThrottleAnswer = { passed: false, retryAfterSeconds: windowEnd - second };
      const key = throttleKey(scope, hashOf(subject), String(windowEnd));
      const name = `${key.pk} ${windowEnd} ${limitPerHour}`;
      if (units > limitPerHour || refused.has(name)) return no;
      const { ok } = await table.update(
        key,
        { add: { count: units }, set: { ttl: windowEnd + hourSeconds } },
        { 'the hour has room': { attribute: 'count', atMost: limitPerHour - units, orAbsent: true } },
      );
      if (ok) return { passed: true };
      if (units === 1 && !isSilent) remember(refused, name);
      return no;
    },
    async first({ scope, subject }, now) {
      const ttl = Math.ceil(now.getTime() / 1000) + firstKeptSeconds;
      const item = { ...throttleKey(scope, hashOf(subject), 'FIRST'), ttl };
      return (await table.put(item, { 'it is the first': { attribute: 'pk', is: 'absent' } })).ok;
    },
  };
}

/** Sets keep the order of insertion: the oldest goes first. */
function remember(names: Set<string>, name: string): void {
  names.add(name);
  for (const oldest of names) {
    if (names.size <= maxRemembered) return;
    names.delete(oldest);
  }
}
