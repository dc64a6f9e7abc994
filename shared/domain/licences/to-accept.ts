import type { Catalog } from '../catalog/catalog.ts';
import type { Localized } from '../catalog/localized.ts';
import { type ApiKey, isInForce } from '../keys/key.ts';
import { type Acceptance, acceptedUntilMs, licencesFor, versionsOf } from './licence.ts';

/** A version of a licence that an organization has to accept. */
export type LicenceToAccept = {
  readonly licence: string;
  readonly version: string;
  readonly title: Localized;
  /** Keys are refused from then on, ISO-8601 UTC; null: they are refused now. */
  readonly from: string | null;
};

type Standing = { readonly acceptances: readonly Acceptance[]; readonly keys: readonly ApiKey[] };

/**
 * The licences whose newest version an organization has not accepted, the one due first at the front. A licence that it never accepted counts
 * only while a key in force reads under it: before the first key there is nothing to lose.
 */
export function licencesToAccept(
  catalog: Catalog,
  { acceptances, keys }: Standing,
  now: Date,
): readonly LicenceToAccept[] {
  const known = new Set(acceptances.map(({ licenceId }) => licenceId));
  for (const key of keys) if (isInForce(key, now)) for (const id of licencesOf(catalog, key)) known.add(id);
  return licencesFor(catalog)
    .flatMap(({ id }) => {
      const until = acceptedUntilMs(catalog, id, acceptances);
      const newest = versionsOf(catalog, id).at(-1);
      if (!newest || !known.has(id) || until === Number.POSITIVE_INFINITY) return [];
      const from = until > now.getTime() ? new Date(until).toISOString() : null;
      return [{ licence: id, version: newest.version, title: newest.title, from }];
    })
    .toSorted((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
}

const licencesOf = (catalog: Catalog, { scopes }: ApiKey): readonly string[] =>
  licencesFor(catalog, scopes.length > 0 ? scopes : undefined).map(({ id }) => id);
