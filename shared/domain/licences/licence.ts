import type { Catalog } from '../catalog/catalog.ts';
import type { Licence, PublishedLicence } from '../catalog/licence.ts';
import { everyResource, soldResource } from '../catalog/look-up.ts';

/**
 * An acceptance: the person, the text's hash, the organization, the time and the network. It never changes once written; an account
 * deletion removes the person.
 */
export type Acceptance = {
  readonly licenceId: string;
  readonly version: string;
  /** Hex SHA-256 of the accepted text's UTF-8 bytes. */
  readonly sha256: string;
  /** Hex SHA-256 of the terms published beside the text; absent where there were none. */
  readonly termsSha256?: string;
  readonly name: string;
  readonly role: string;
  /** Empty in acceptances stored before this field existed. */
  readonly organization: string;
  readonly email: string;
  readonly address: string;
  readonly at: string;
};

/** Every published version of a licence, in the order of their days. */
export const versionsOf = ({ publishedLicences }: Catalog, id: string): PublishedLicence[] =>
  publishedLicences
    .filter((licence) => licence.id === id)
    .toSorted((a, b) => startMs(a) - startMs(b) || a.publishedAt.localeCompare(b.publishedAt));

/** Epoch milliseconds from which keys need the version. */
export const startMs = ({ inForceFrom }: Pick<PublishedLicence, 'inForceFrom'>): number => Date.parse(inForceFrom);

/** The version in force at a time. Before any day has come it is the first one, since no key works without a licence. */
export function licenceInForce(catalog: Catalog, id: string, at: Date): PublishedLicence | undefined {
  const versions = versionsOf(catalog, id);
  return versions.findLast((version) => startMs(version) <= at.getTime()) ?? versions[0];
}

/** The versions that may be accepted at a time: the one in force, and later ones, which count in its place. */
export function acceptableVersions(catalog: Catalog, id: string, at: Date): PublishedLicence[] {
  const versions = versionsOf(catalog, id);
  const inForce = licenceInForce(catalog, id, at);
  return versions.slice(inForce ? versions.indexOf(inForce) : versions.length);
}

/**
 * Until when an account's acceptances of a licence hold, in epoch milliseconds. They hold until the version after the latest accepted one
 * comes into force; infinity where there is none. Minus infinity where no published text was accepted, to the byte.
 */
export function acceptedUntilMs(catalog: Catalog, id: string, acceptances: readonly Acceptance[]): number {
  const versions = versionsOf(catalog, id);
  const latest = versions.findLastIndex((version) => acceptanceOf(version, acceptances) !== undefined);
  if (latest === -1) return Number.NEGATIVE_INFINITY;
  const next = versions[latest + 1];
  return next ? startMs(next) : Number.POSITIVE_INFINITY;
}

/** The latest version that was accepted, to the byte; undefined: none. */
export const latestAccepted = (
  catalog: Catalog,
  id: string,
  acceptances: readonly Acceptance[],
): PublishedLicence | undefined =>
  versionsOf(catalog, id).findLast((version) => acceptanceOf(version, acceptances) !== undefined);

/** Whether a key may be used under a licence at a time. */
export const isAccepted = (
  catalog: Catalog,
  id: string,
  { acceptances, at }: { readonly acceptances: readonly Acceptance[]; readonly at: Date },
): boolean => at.getTime() < acceptedUntilMs(catalog, id, acceptances);

/** The acceptance of exactly these bytes under this version. */
const acceptanceOf = (
  { id, version, sha256 }: PublishedLicence,
  acceptances: readonly Acceptance[],
): Acceptance | undefined =>
  acceptances.find((each) => each.licenceId === id && each.version === version && each.sha256 === sha256);

/** Whether an account accepted an earlier version of the licence, and neither this one nor a later one. */
export function owesAcceptance(
  catalog: Catalog,
  licence: PublishedLicence,
  acceptances: readonly Acceptance[],
): boolean {
  const versions = versionsOf(catalog, licence.id);
  const at = versions.findIndex(({ version }) => version === licence.version);
  const latest = versions.findLastIndex((version) => acceptanceOf(version, acceptances) !== undefined);
  const isTheirs = acceptances.some(({ licenceId }) => licenceId === licence.id);
  return isTheirs && latest < at;
}

/** A version as it is offered to one account. */
export type Offered = {
  readonly licence: PublishedLicence;
  readonly acceptance: Acceptance | undefined;
  /** Keys are refused until it is accepted. */
  readonly isRequired: boolean;
};

/**
 * The versions of a licence that an account sees: the accepted one that holds, and the newest where that is another. Without an acceptance
 * that holds, the newest alone is offered, so that nobody accepts a text that ends in a few days.
 */
export function offeredVersions(
  catalog: Catalog,
  id: string,
  { acceptances, at }: { readonly acceptances: readonly Acceptance[]; readonly at: Date },
): Offered[] {
  const versions = acceptableVersions(catalog, id, at);
  const newest = versions.at(-1);
  if (!newest) return [];
  const held = versions.findLast((version) => acceptanceOf(version, acceptances) !== undefined);
  const shown = held && held !== newest ? [held, newest] : [newest];
  return shown.map((licence) => ({
    licence,
    acceptance: acceptanceOf(licence, acceptances),
    isRequired: held === undefined,
  }));
}

/** The licences that keys need: those of the named datasets and upstreams (`gateway:{id}`), or of all. */
export function licencesFor(catalog: Catalog, resources: readonly string[] = everyResource(catalog)): Licence[] {
  const needed = new Set(resources.map((resource) => soldResource(catalog, resource)?.licence));
  return catalog.licences.filter(({ id }) => needed.has(id));
}
