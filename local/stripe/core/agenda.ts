/** What can fall due: the life of a subscription, an invoice's next step, a session's end, a webhook's retry. */
export type DueKind =
  | 'subscription'
  | 'trial_will_end'
  | 'invoice'
  | 'pending_update'
  | 'subscription_schedule'
  | 'dispute'
  | 'debit'
  | 'resume_collection'
  | 'discount'
  | 'coupon'
  | 'promotion_code'
  | 'checkout_session'
  | 'delivery';

type DueEntry = { readonly kind: DueKind; readonly id: string; readonly at: number };

/** When each thing falls due next, in epoch seconds; at most one entry for each kind and id. */
export type Agenda = {
  /** Replaces the entry; null removes it. */
  set(kind: DueKind, id: string, at: number | null): void;
  /** The earliest entry, of equal ones the one set first. */
  next(): DueEntry | null;
};

/** An agenda with nothing on it. */
export function emptyAgenda(): Agenda {
  const entries = new Map<string, DueEntry>();
  return {
    set(kind, id, at) {
      const key = `${kind}:${id}`;
      entries.delete(key);
      if (at !== null) entries.set(key, { kind, id, at });
    },
    next() {
      let first: DueEntry | null = null;
      for (const entry of entries.values()) if (!first || entry.at < first.at) first = entry;
      return first;
    },
  };
}
