import type { Timeline } from './time.ts';

/** The kinds of things that fall due: a subscription's next step, an invoice's next step, a session's end, a webhook's retry. */
export type DueKind =
  | 'subscription'
  | 'trial_will_end'
  | 'invoice'
  | 'pending_update'
  | 'subscription_schedule'
  | 'dispute'
  | 'disputed_subscription'
  | 'refund'
  | 'debit'
  | 'resume_collection'
  | 'discount'
  | 'coupon'
  | 'promotion_code'
  | 'checkout_session'
  | 'test_clock'
  | 'meter_report'
  | 'meter_event'
  | 'delivery';

type DueEntry = { readonly kind: DueKind; readonly id: string; readonly at: number; readonly timeline: Timeline };

/** When each thing falls due next, in epoch seconds of its timeline; at most one entry for each kind and id. */
export type Agenda = {
  /** Replaces the entry, in the timeline that is running; null removes it. */
  set(kind: DueKind, id: string, at: number | null): void;
  /** The earliest entry of a timeline, of equal ones the one set first. */
  next(timeline: Timeline): DueEntry | null;
  /** Removes every entry of a timeline that is over. */
  forget(timeline: Timeline): void;
};

/** An empty agenda; `running` answers the timeline of the running work. */
export function emptyAgenda(running: () => Timeline): Agenda {
  const entries = new Map<string, DueEntry>();
  return {
    set(kind, id, at) {
      const key = `${kind}:${id}`;
      entries.delete(key);
      if (at !== null) entries.set(key, { kind, id, at, timeline: running() });
    },
    next(timeline) {
      let first: DueEntry | null = null;
      for (const entry of entries.values())
        if (entry.timeline === timeline && (!first || entry.at < first.at)) first = entry;
      return first;
    },
    forget(timeline) {
      for (const [key, entry] of entries) if (entry.timeline === timeline) entries.delete(key);
    },
  };
}
