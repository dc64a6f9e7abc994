import type { Acceptance } from '../licences/licence.ts';
import { repeatsKeyId, type UsageRow } from '../usage/usage.ts';

/** Sums of one organization, dataset and UTC day. `units` is `served` less `credited`. */
export type DayOfReader = {
  readonly units: number;
  readonly served: number;
  readonly credited: number;
  readonly requests: number;
  /** Those with most units first. */
  readonly keys: readonly { readonly id: string; readonly units: number; readonly requests: number }[];
};

/** Sums of rows of one dataset and day. */
export function dayOfReader(rows: readonly UsageRow[]): DayOfReader {
  const byKey = new Map<string, { id: string; units: number; requests: number }>();
  for (const { keyId, units, requests } of rows.filter((row) => row.keyId !== repeatsKeyId)) {
    const before = byKey.get(keyId) ?? { id: keyId, units: 0, requests: 0 };
    byKey.set(keyId, { id: keyId, units: before.units + units, requests: before.requests + requests });
  }
  const keys = [...byKey.values()].toSorted((a, b) => b.units - a.units || a.id.localeCompare(b.id));
  const served = keys.reduce((sum, { units }) => sum + units, 0);
  const credited = rows.reduce((sum, { keyId, units }) => (keyId === repeatsKeyId ? sum - units : sum), 0);
  return {
    ...{ units: served - credited, served, credited, keys },
    requests: keys.reduce((sum, { requests }) => sum + requests, 0),
  };
}

/** The acceptance of a licence that was the last one before a time; null where none was before it. */
export const acceptedBefore = (acceptances: readonly Acceptance[], licenceId: string, end: string): Acceptance | null =>
  acceptances
    .filter((each) => each.licenceId === licenceId && each.at < end)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1) ?? null;
