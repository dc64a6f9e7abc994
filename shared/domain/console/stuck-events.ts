/** Events of Stripe that were tried in vain, by what went wrong. */

/** An event that was tried in vain. `at`: its latest try, ISO-8601 UTC. */
export type Stuck = {
  readonly id: string;
  readonly type: string;
  readonly outcome: string;
  readonly error: string | null;
  readonly at: string;
};

/** Events with the same error. */
export type StuckGroup = {
  /** The error without the ids in it; empty where none was noted. */
  readonly error: string;
  readonly count: number;
  /** Those of them that wait for a replay; the others are tried again by themselves. */
  readonly parked: number;
  readonly types: readonly string[];
  readonly firstAt: string;
  readonly lastAt: string;
  readonly ids: readonly string[];
};

/** An error without what differs from event to event: ids of Stripe's and ours, numbers and quoted words. */
export const errorGroupOf = (error: string | null): string =>
  (error ?? '')
    .replaceAll(/\b[a-z]{2,8}_[A-Za-z0-9_]{6,}\b/g, '…')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/g, '…')
    .replaceAll(/\d+/g, '…');

/** The groups, the one with most events first. */
export function stuckGroups(events: readonly Stuck[]): readonly StuckGroup[] {
  const groups = new Map<string, Stuck[]>();
  for (const event of events) {
    const error = errorGroupOf(event.error);
    groups.set(error, [...(groups.get(error) ?? []), event]);
  }
  return [...groups]
    .map(([error, of]) => {
      const times = of.map(({ at }) => at).toSorted();
      const types = [...new Set(of.map(({ type }) => type))].toSorted();
      const ids = of.map(({ id }) => id);
      const parked = of.filter(({ outcome }) => outcome === 'parked').length;
      return { error, count: of.length, parked, types, firstAt: times[0] ?? '', lastAt: times.at(-1) ?? '', ids };
    })
    .toSorted((a, b) => b.count - a.count || a.error.localeCompare(b.error));
}
