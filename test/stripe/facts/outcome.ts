import type { Finding, Seen } from './collect.ts';

/** Fewer calls in a full run mean that the check no longer sees them all. */
export const fewestCalls = 15_000;

/**
 * A run as a whole: `seen` has one entry a process or test file. `unreported` are findings that no test file has reported. `isFull` says that all
 * test files ran and passed, `exceptions` has the names of all.
 */
export type Run = {
  readonly seen: readonly Seen[];
  readonly unreported: readonly Finding[];
  readonly isFull: boolean;
  readonly exceptions: readonly string[];
};

/** The lines to print after a run, and whether they make it red. A run without any call prints nothing, unless it is a full one. */
export function outcomeOf({ seen, unreported, isFull, exceptions }: Run): { lines: string[]; isRed: boolean } {
  const calls = sum(seen.map((each) => each.calls));
  const webhooks = sum(seen.map((each) => each.webhooks));
  const met = new Set(seen.flatMap((each) => each.met));
  const wrong = [
    ...unreported.map(sentenceOf),
    ...(isFull && calls < fewestCalls
      ? [`A full run has at least ${number(fewestCalls)} Stripe calls: the check misses some.`]
      : []),
    ...(isFull ? exceptions.filter((each) => !met.has(each)) : []).map(
      (each) => `Nothing meets the exception "${each}" any more: take it out of test/stripe/facts/exceptions.ts.`,
    ),
  ];
  const summary = `${number(calls)} Stripe calls and ${number(webhooks)} webhooks were checked against Stripe's documents.`;
  return { lines: [...wrong, ...(calls > 0 || isFull ? [summary] : [])], isRed: wrong.length > 0 };
}

/** One finding for people. */
export const sentenceOf = ({ what, detail, file, times }: Finding): string =>
  `Not as in Stripe's documents: ${what}: ${detail} (${times} ×, first in ${file}).`;

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
const number = (value: number) => value.toLocaleString('en-US');
