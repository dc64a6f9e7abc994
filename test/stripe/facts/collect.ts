import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type AnsweredCall, channels, type SentWebhook } from '@tollgate/stripe-simulator';
import type { Difference } from './difference.ts';

/** A difference that no exception covers, with the first test file in which it was seen, and how often it was in all. */
export type Finding = Difference & { readonly file: string; readonly times: number };

/** The calls and webhooks that were compared, and the outcome. `met` has the exceptions that were needed. */
export type Seen = {
  readonly calls: number;
  readonly webhooks: number;
  readonly findings: readonly Finding[];
  readonly met: readonly string[];
};

declare module 'vitest' {
  interface TaskMeta {
    stripeFacts?: Seen;
  }
}

/** Comparing needs the documents, which a process loads with the first call that it sees. */
const load = async () => {
  const [check, { exceptionFor }] = await Promise.all([import('./check.ts'), import('./exceptions.ts')]);
  return { ...check, exceptionFor };
};

type Checker = Awaited<ReturnType<typeof load>>;
type Comparison = (checker: Checker) => Difference[];

type Names = { readonly call: string; readonly webhook: string };

/**
 * Compares everything that simulators of this process hear and say with Stripe's documents. `file` names the test file that runs.
 * `take` returns what was seen since the last time, `stop` ends it.
 */
export function collectFacts(file: () => string, { call, webhook }: Names = channels) {
  let checker: Checker | undefined;
  let loading: Promise<Checker> | undefined;
  let waiting: (() => void)[] = [];
  let tally = emptyTally();

  const compare = (comparison: Comparison) => {
    const seenIn = file();
    const run = () => note(tally, { file: seenIn, comparison, checker: checker as Checker });
    if (checker) return run();
    waiting.push(run);
    loading ??= load().then((loaded) => {
      checker = loaded;
      return loaded;
    });
  };
  const onCall = (seen: unknown) => {
    tally.calls += 1;
    compare(({ differencesOfCall }) => differencesOfCall(seen as AnsweredCall));
  };
  const onWebhook = (seen: unknown) => {
    tally.webhooks += 1;
    compare(({ differencesOfWebhook }) => differencesOfWebhook(seen as SentWebhook));
  };
  subscribe(call, onCall);
  subscribe(webhook, onWebhook);
  return {
    async take(): Promise<Seen> {
      await loading;
      for (const run of waiting) run();
      waiting = [];
      const { calls, webhooks, findings, met } = tally;
      tally = emptyTally();
      return { calls, webhooks, findings: [...findings.values()], met: [...met] };
    },
    stop() {
      unsubscribe(call, onCall);
      unsubscribe(webhook, onWebhook);
    },
  };
}

type Tally = { calls: number; webhooks: number; findings: Map<string, Finding>; met: Set<string> };

const emptyTally = (): Tally => ({ calls: 0, webhooks: 0, findings: new Map(), met: new Set() });

type Compared = { readonly file: string; readonly comparison: Comparison; readonly checker: Checker };

function note({ findings, met }: Tally, { file, comparison, checker }: Compared): void {
  for (const { what, detail } of safely(comparison, checker)) {
    const exception = checker.exceptionFor(what);
    if (exception) met.add(exception.what);
    else {
      const before = findings.get(what);
      findings.set(what, { what, detail, file: before?.file ?? file, times: (before?.times ?? 0) + 1 });
    }
  }
}

/** A listener must not throw into the simulator: a comparison that fails is a finding. */
function safely(comparison: Comparison, checker: Checker): Difference[] {
  try {
    return comparison(checker);
  } catch (error) {
    return [{ what: 'comparison', detail: String(error) }];
  }
}
