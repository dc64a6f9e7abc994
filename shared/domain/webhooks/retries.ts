/** Between one try and the next, in seconds: 75 hours and 35 minutes in all (Standard Webhooks, "Example retry schedule"). */
const delaysSeconds = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** Tries of one delivery, the first among them. */
export const maxAttempts = delaysSeconds.length + 1;

/** The largest part by which a pause grows at random: receivers that broke down together are not tried together. */
const jitter = 0.1;
const maxRetryAfterSeconds = 86_400;
/** After its last try a delivery is checked once more, in case the try died. */
const lookAgainSeconds = 900;

type Tried = {
  /** Tries that were begun, this one among them. */
  readonly attempts: number;
  readonly at: Date;
  /** 0 up to 1. */
  readonly random: number;
  /** The wait that the receiver asked for; 0: none. */
  readonly retryAfterSeconds?: number;
};

/** When a delivery that was tried so often is due again: not before the receiver asked for, if that is within a day. */
export function dueAgainAt({ attempts, at, random, retryAfterSeconds = 0 }: Tried): string {
  const delay = delaysSeconds[attempts - 1] ?? lookAgainSeconds;
  const asked = Math.min(maxRetryAfterSeconds, retryAfterSeconds);
  const seconds = Math.max(delay * (1 + jitter * random), asked);
  return new Date(at.getTime() + Math.ceil(seconds * 1000)).toISOString();
}

/** `Retry-After` in seconds, or as a date (RFC 9110, 10.2.3); 0 for anything else. */
export function retryAfterOf(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const until = Date.parse(header);
  return Number.isNaN(until) ? 0 : Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}
