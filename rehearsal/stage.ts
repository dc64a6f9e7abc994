import { isDeepStrictEqual } from 'node:util';
import Stripe from 'stripe';
import { stripeGateway } from '../shared/stripe/stripe-gateway.ts';
import { usageGateway } from '../shared/stripe/usage.ts';
import { type Backend, sdkOf } from './backend.ts';
import type { Case } from './case.ts';
import { newClock } from './clock.ts';
import { namesOf } from './names.ts';
import { after, firstInstant } from './time.ts';
import { type Transcript, transcriptOf } from './transcript.ts';
import type { Refusal, World, WrongBelief } from './world.ts';

/** A world for one case, with what it wrote and found wrong. */
export type Staged = {
  readonly world: World;
  readonly transcript: Transcript;
  readonly wrong: readonly WrongBelief[];
  close(): Promise<void>;
};

/** Cleaning up goes on after the run was broken off. */
const never = new AbortController().signal;

/** Looks so often before it gives up: at Stripe for about two minutes, for a bank's answer for five. */
const tries = { soon: 60, debit: 75 };

/** Sets up what a case works with: a test clock, a recorded SDK and the gateways over it. */
export async function stage(
  { id, time }: Case,
  { backend, offer }: { readonly backend: Backend; readonly offer: ReadonlyMap<string, string> },
): Promise<Staged> {
  const start = firstInstant(backend.now());
  const names = namesOf({ run: backend.run, start: time === 'account' ? null : start, known: offer });
  const transcript = transcriptOf(names);
  const [stripe, quiet] = [sdkOf(backend, transcript), sdkOf({ ...backend, signal: never }, null)];
  const clock = time === 'account' ? undefined : await newClock({ quiet, backend }, { start, id });
  const undone: (() => Promise<unknown>)[] = [];
  const wrong: WrongBelief[] = [];
  const prices = new Map([...offer].map(([price, name]) => [name.replace('price:', ''), price]));
  const world: World = {
    id,
    backend,
    stripe,
    gateway: stripeGateway(stripe),
    usage: usageGateway(stripe),
    quiet,
    clock,
    start,
    token: `${backend.run}_${id.replaceAll('-', '_')}`,
    price: (lookupKey) => prices.get(lookupKey) ?? missing(lookupKey),
    withKey: (secretKey) => sdkOf(backend, transcript, secretKey),
    at: (span) => after(start, span),
    async advanceTo(span) {
      if (!clock) throw new Error(`${id} has no test clock`);
      await clock.advanceTo(after(start, span));
      transcript.note({ clock: new Date(after(start, span) * 1000).toISOString() });
    },
    until: (what, read, isSo, wait = { isDebit: false }) => poll({ transcript, backend }, { what, read, isSo, wait }),
    saw: (label, value) => transcript.note({ saw: label, value }),
    holds(belief, says, { actual, expected }) {
      if (!matches(actual, expected))
        wrong.push({
          belief,
          says,
          expected: names.of(expected),
          actual: names.of(actual),
          requestId: transcript.lastRequestId(),
        });
    },
    refusal: refusalOf,
    later: (undo) => void undone.push(undo),
  };
  return { world, transcript, wrong, close: () => undoAll([...undone.toReversed(), ...(clock ? [clock.remove] : [])]) };
}

function missing(lookupKey: string): never {
  throw new Error(`The rehearsal sells no ${lookupKey}`);
}

type Polled<T> = {
  readonly what: string;
  readonly read: () => Promise<T>;
  readonly isSo: (value: T) => boolean;
  readonly wait: { readonly isDebit: boolean };
};

async function poll<T>(
  { transcript, backend }: { readonly transcript: Transcript; readonly backend: Backend },
  { what, read, isSo, wait }: Polled<T>,
): Promise<T> {
  const mark = transcript.mark();
  for (let n = 0; n < (wait.isDebit ? tries.debit : tries.soon); n++) {
    const value = await read();
    if (isSo(value)) return value;
    backend.signal.throwIfAborted();
    await backend.pause(wait);
    transcript.rewind(mark);
  }
  throw new Error(`${what} did not come in time`);
}

/** Every undoing is tried; the first failure is thrown at the end. */
async function undoAll(undone: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const undo of undone) await undo().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function refusalOf(call: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { statusCode, code, param, message } = error;
    return { status: statusCode ?? 0, ...(code && { code }), ...(param && { param }), message };
  }
}

/** Equal; an object may have more fields than are expected. */
function matches(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((each, i) => matches(actual[i], each))
    );
  if (expected !== null && typeof expected === 'object')
    return (
      actual !== null &&
      typeof actual === 'object' &&
      Object.entries(expected).every(([key, value]) => matches((actual as Record<string, unknown>)[key], value))
    );
  return isDeepStrictEqual(actual, expected);
}
