import type { Catalog } from '../catalog/catalog.ts';
import { startMs, versionsOf } from './licence.ts';
import { offeredWithTerms, rslMediaType } from './rsl.ts';

/** The public address, without a slash at the end, and a time. */
type Asked = { readonly origin: string; readonly at: Date };
type Dated = { readonly fromMs: number; readonly link: string };

const kept = new WeakMap<Catalog, Map<string, readonly Dated[]>>();

/**
 * The `Link` header of answers under a licence: the text in force, and `/license.xml` where the licence has terms for programs. Undefined: no
 * version is published. The texts are made once for each catalogue, so that a call only looks one up.
 * Source: RFC 8288; RSL 1.0, section 4.5: an absolute address, `rel="license"` and the media type.
 */
export function licenceLink(catalog: Catalog, id: string, { origin, at }: Asked): string | undefined {
  const links = kept.get(catalog) ?? new Map<string, readonly Dated[]>();
  kept.set(catalog, links);
  const key = `${id} ${origin}`;
  const dated = links.get(key) ?? linksOf(catalog, id, origin);
  links.set(key, dated);
  const atMs = at.getTime();
  return (dated.findLast(({ fromMs }) => fromMs <= atMs) ?? dated[0])?.link;
}

function linksOf(catalog: Catalog, id: string, origin: string): readonly Dated[] {
  const rsl = offeredWithTerms(catalog, id) ? `, <${origin}/license.xml>; rel="license"; type="${rslMediaType}"` : '';
  return versionsOf(catalog, id).map((licence) => ({
    fromMs: startMs(licence),
    link: `<${origin}/licences/${id}/${licence.version}>; rel="license"${rsl}`,
  }));
}
