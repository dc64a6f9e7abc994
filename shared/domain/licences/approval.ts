import type { Catalog } from '../catalog/catalog.ts';
import type { PublishedLicence } from '../catalog/licence.ts';
import { startMs, versionsOf } from './licence.ts';

/** Whether a version asks for approval, and from when the version is in force (epoch milliseconds). */
type Asking = { readonly fromMs: number; readonly asks: boolean };

/** A catalogue never changes, so each licence is looked at once. */
const known = new WeakMap<Catalog, Map<string, readonly Asking[]>>();

/** The versions of a licence, the latest first. One without terms asks for nothing. The first version counts before its day too, as no key works without a licence. */
function versionsAsking(catalog: Catalog, id: string): readonly Asking[] {
  const licences = known.get(catalog) ?? new Map<string, readonly Asking[]>();
  known.set(catalog, licences);
  const found = licences.get(id);
  if (found) return found;
  const asking = versionsOf(catalog, id).map(askingOf).toReversed();
  licences.set(id, asking);
  return asking;
}

const askingOf = (licence: PublishedLicence, index: number): Asking => ({
  fromMs: index === 0 ? Number.NEGATIVE_INFINITY : startMs(licence),
  asks: licence.terms?.useCaseApproval === true,
});

/** Whether the version in force of a licence lets only approved use cases read. `nowMs` is epoch milliseconds. */
export function needsApproval(catalog: Catalog, licenceId: string, nowMs: number): boolean {
  for (const { fromMs, asks } of versionsAsking(catalog, licenceId)) if (fromMs <= nowMs) return asks;
  return false;
}

/** Whether some licence asks for approval now or in a version to come, so that use cases wait for an operator. */
export const anyAsksForApproval = (catalog: Catalog, nowMs: number): boolean =>
  catalog.licences.some(({ id }) => {
    const versions = versionsAsking(catalog, id);
    const inForce = versions.findIndex(({ fromMs }) => fromMs <= nowMs);
    return versions.slice(0, inForce + 1).some(({ asks }) => asks);
  });
