/** A value that is stored elsewhere and may change there, such as a secret. A running instance has to follow it. */
import { isDeepStrictEqual } from 'node:util';
import { AppError } from './errors.ts';
import type { Log } from './log.ts';

/** A value that a process reads at most once a minute. */
export type Cached<T> = {
  /**
   * The value, if it may be used at once: it was read within the last minute, or within 15 minutes and cannot be read now.
   * It is undefined where `current` has to read first, as a thawed instance always must.
   * It is the same object as long as nothing changed. The time `nowMs` is in epoch milliseconds.
   */
  peek(nowMs: number): T | undefined;
  /** The value, read anew where it has to be. @throws CachedValueUnavailable */
  current(): Promise<T>;
  /** Whether the value was read within the last minute, so that what it lacks was not there then. */
  isConfirmed(nowMs: number): boolean;
  /** Reads unless that was done or tried within `olderThanMs`: after the answer, so that the next call finds it read. Never throws. */
  refresh(olderThanMs: number): Promise<void>;
  /** Reads at once, whenever that was done last. @throws CachedValueUnavailable where nothing may be used */
  renewed(): Promise<T>;
};

type Source<Raw, T> = {
  /** In an error's message and in the log. */
  readonly name: string;
  readonly read: () => Promise<Raw>;
  /** A value that cannot be parsed counts as not read. */
  readonly parse: (raw: Raw) => T;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  readonly log: Pick<Log, 'error'>;
};

/** How long a value is used before it is read again. Every instance knows a change within this time. */
const maxAgeMs = 60_000;
/** While it cannot be read, what was read last serves for so long, counted from that reading. */
const maxServedMs = 15 * 60_000;
/** A value that could not be read is not asked for again before. */
const retryMs = 5_000;

/** The value read last, and when it was asked for. */
type Read<Raw, T> = { readonly raw: Raw; readonly value: T; readonly atMs: number };

/** Follows what `read` answers. An age is counted from when its read was sent; a clock that steps back makes it be read again. */
export function cached<Raw, T>({ name, read, parse, nowMs, log }: Source<Raw, T>): Cached<T> {
  let last: Read<Raw, T> | undefined;
  let failedAtMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  const readOnce = async () => {
    const atMs = nowMs();
    try {
      const raw = await read();
      last = { raw, value: last && isDeepStrictEqual(last.raw, raw) ? last.value : parse(raw), atMs };
      failedAtMs = Number.NEGATIVE_INFINITY;
    } catch (error) {
      failedAtMs = nowMs();
      log.error(`${name} not read again`, error);
      throw new CachedValueUnavailable(error);
    }
  };
  const reading = () => {
    underWay ??= readOnce().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const isConfirmed = (now: number) => last !== undefined && isWithin(now - last.atMs, maxAgeMs);
  const peek = (now: number): T | undefined => {
    const mayServe = isConfirmed(now) || isWithin(now - failedAtMs, retryMs);
    return mayServe && last && isWithin(now - last.atMs, maxServedMs) ? last.value : undefined;
  };
  const renewed = async (): Promise<T> => {
    const failure = await reading().catch((error: CachedValueUnavailable) => error);
    if (last && isWithin(nowMs() - last.atMs, maxServedMs)) return last.value;
    throw failure ?? new CachedValueUnavailable(undefined);
  };
  return {
    peek,
    isConfirmed,
    renewed,
    current: async () => peek(nowMs()) ?? renewed(),
    async refresh(olderThanMs) {
      const now = nowMs();
      const isRecent = last && isWithin(now - last.atMs, olderThanMs);
      if (!isRecent && !isWithin(now - failedAtMs, retryMs / 2)) await reading().catch(() => {});
    },
  };
}

/** A value that never changes: for tests, and for what runs once. */
export const always = <T>(value: T): Cached<T> => ({
  peek: () => value,
  current: async () => value,
  isConfirmed: () => true,
  refresh: async () => {},
  renewed: async () => value,
});

const isWithin = (ageMs: number, maxMs: number): boolean => ageMs >= 0 && ageMs < maxMs;

/** A secret could not be read for so long that the last one must not be used: nothing is answered by it. */
export class CachedValueUnavailable extends AppError {
  constructor(cause: unknown) {
    super('unavailable', 'The service is not available. Try again in a minute.', {
      cause,
      retryAfterSeconds: 5,
    });
    this.name = 'CachedValueUnavailable';
  }
}
