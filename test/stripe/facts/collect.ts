import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { type AnsweredCall, channels, type SentWebhook } from '@tollgate/stripe-simulator';
import { runningFunction } from '../../support/running-function.ts';
import type { Difference } from './difference.ts';

/** A difference that no exception covers, with the first test file in which it was seen, and how often it was in all. */
export type Finding = Difference & { readonly file: string; readonly times: number };

/** The calls and webhooks that were compared, and the outcome. `met` has the exceptions and the functions' needs that came up. */
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
  const [check, { exceptionFor }, { callOfFunction }, { needs }] = await Promise.all([
    import('./check.ts'),
    import('./exceptions.ts'),
    import('./functions.ts'),
    import('./needs.ts'),
  ]);
  const needed = new Set(needs);
  const coveredBy = (what: string) => (needed.has(what) ? what : exceptionFor(what)?.what);
  return { ...check, callOfFunction, coveredBy };
};

type Checker = Awaited<ReturnType<typeof load>>;
type Comparison = (checker: Checker) => Difference[];

type Names = Readonly<Record<'call' | 'webhook' | 'request', string>>;

/** The channels of the simulator, and Node's own of the requests that a process makes. */
const everywhere: Names = { ...channels, request: 'http.client.request.start' };

/**
 * Compares everything that simulators of this process hear and say with Stripe's documents, and the calls of functions with the table of their
 * needs. `file` names the test file that runs.
 * `take` returns what was seen since the last time, `stop` ends it.
 */
export function collectFacts(file: () => string, { call, webhook, request }: Names = everywhere) {
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
  const onRequest = (message: unknown) => {
    const { request } = message as { readonly request: ClientRequest };
    const functionName = runningFunction.getStore();
    const isOfSdk = String(request.getHeader('user-agent')).startsWith('Stripe/');
    if (functionName === undefined || !isOfSdk) return;
    const { method } = request;
    const [path = ''] = request.path.split('?');
    compare(({ callOfFunction }) => [callOfFunction({ functionName, method, path })]);
  };
  subscribe(call, onCall);
  subscribe(request, onRequest);
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
      unsubscribe(request, onRequest);
    },
  };
}

type Tally = { calls: number; webhooks: number; findings: Map<string, Finding>; met: Set<string> };

const emptyTally = (): Tally => ({ calls: 0, webhooks: 0, findings: new Map(), met: new Set() });

type Compared = { readonly file: string; readonly comparison: Comparison; readonly checker: Checker };

function note({ findings, met }: Tally, { file, comparison, checker }: Compared): void {
  for (const { what, detail } of safely(comparison, checker)) {
    const covered = checker.coveredBy(what);
    if (covered !== undefined) met.add(covered);
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
