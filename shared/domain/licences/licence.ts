import type { Catalog, Licence } from '../catalog/catalog.ts';
import { everyResource, soldResource } from '../catalog/look-up.ts';

/** Who accepted which bytes, when and from where. Never changed once written. */
export type Acceptance = {
  readonly licenceId: string;
  readonly version: string;
  /** Hex SHA-256 of the accepted text's UTF-8 bytes. */
  readonly sha256: string;
  readonly name: string;
  readonly role: string;
  readonly email: string;
  readonly address: string;
  readonly at: string;
};

/** Whether the licence's version in force, to the byte, is among the acceptances. `sha256` is that text's. */
export const isAccepted = (licence: Licence, sha256: string, acceptances: readonly Acceptance[]): boolean =>
  acceptances.some(
    (each) => each.licenceId === licence.id && each.version === licence.version && each.sha256 === sha256,
  );

/** The licences that stand before keys: those of the datasets and upstreams (`gateway:{id}`) named, or of all there are. */
export function licencesFor(catalog: Catalog, resources: readonly string[] = everyResource(catalog)): Licence[] {
  const needed = new Set(resources.map((resource) => soldResource(catalog, resource)?.licence));
  return catalog.licences.filter(({ id }) => needed.has(id));
}
