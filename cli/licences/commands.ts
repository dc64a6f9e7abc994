import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Licence, PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { dayAfter, isDay } from '../../shared/domain/licences/day.ts';
import { startMs, versionsOf } from '../../shared/domain/licences/licence.ts';
import { draftsOf, publicationMistakes, retranslated } from '../../shared/domain/licences/publication.ts';
import { termsHashOf, textHashOf } from '../../shared/domain/licences/text-hash.ts';
import type { PublishedFolder } from './published-files.ts';

/** The configured licences, the folder of published versions, and the present time. */
export type Publishing = {
  readonly catalog: Catalog;
  readonly folder: PublishedFolder;
  readonly now: Date;
};

/**
 * Publishes every draft. The first version of a licence is in force immediately, a later one from `inForceFrom`. By default that is in 30 days,
 * or a week more than the notice that buyers must have. Returns the lines to print. @throws Error if the day is not possible
 */
export function publish({ catalog, folder, now }: Publishing, inForceFrom?: string): string[] {
  const drafts = draftsOf(catalog);
  const published = drafts.map((draft) => {
    const earlier = versionsOf(catalog, draft.id);
    const day = inForceFrom ?? defaultDay(catalog, { isFirst: earlier.length === 0, now });
    refuseDay(day, { draft, earlier, now });
    const { id, version, binding, title, terms, text } = draft;
    const termsSha256 = termsHashOf(draft);
    const hashed = { sha256: textHashOf(draft), ...(termsSha256 && { termsSha256 }) };
    const dated = { ...hashed, publishedAt: now.toISOString(), inForceFrom: day };
    return { id, version, ...(binding && { binding }), title, ...dated, ...(terms && { terms }), text };
  });
  const translated = retranslated(catalog);
  const kept = catalog.publishedLicences.map((each) => translated.find(isSameVersion(each)) ?? each);
  const publishedLicences = [...kept, ...published];
  const mistakes = publicationMistakes({ ...catalog, publishedLicences });
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  if (drafts.length + translated.length === 0) return ['Every text of tollgate.config.ts is published.'];
  for (const licence of [...translated, ...published]) folder.write(licence);
  folder.list(publishedLicences);
  return [
    ...translated.map(
      ({ id, version }) => `${id} ${version} has its new translation; the text that binds is the same.`,
    ),
    ...published.map(({ id, version, inForceFrom: day }) => `${id} ${version} is published, in force from ${day}.`),
    'Commit licences/published/ and deploy. Buyers who accepted an earlier version are mailed then, and keep their keys until that day.',
  ];
}

function defaultDay(
  { settings }: Catalog,
  { isFirst, now }: { readonly isFirst: boolean; readonly now: Date },
): string {
  const days = isFirst ? 0 : Math.max(30, settings.licenceNoticeDays + 7);
  return dayAfter(now.getTime(), days);
}

type Dated = { readonly draft: Licence; readonly earlier: readonly PublishedLicence[]; readonly now: Date };

function refuseDay(day: string, { draft, earlier, now }: Dated): void {
  const last = earlier.at(-1);
  const least = last && last.inForceFrom > dayAfter(now.getTime()) ? last.inForceFrom : dayAfter(now.getTime());
  if (isDay(day) && day >= least) return;
  throw new Error(`${draft.id} ${draft.version} cannot be in force from ${day}: give a day such as ${least}, or later`);
}

/** Moves a version's day to a later one; its text stays. @throws Error if there is no such version, or the day is not possible */
export function postpone(publishing: Publishing, { id, version }: Named, inForceFrom: string): string[] {
  const { catalog, folder, now } = publishing;
  const licence = publishedOf(catalog, { id, version });
  const versions = versionsOf(catalog, id);
  const next = versions[versions.indexOf(licence) + 1];
  if (startMs(licence) <= now.getTime())
    throw new Error(`${id} ${version} is in force since ${licence.inForceFrom}: publish a new version instead`);
  if (!isDay(inForceFrom) || inForceFrom <= licence.inForceFrom || (next && inForceFrom > next.inForceFrom))
    throw new Error(
      `--in-force-from must be a day after ${licence.inForceFrom}${next ? `, and not after ${next.inForceFrom}, when ${next.version} follows` : ''}`,
    );
  folder.write({ ...licence, inForceFrom });
  return [`${id} ${version} is in force from ${inForceFrom}. Commit licences/published/ and deploy.`];
}

/** Withdraws a version that was never deployed. A deployment that knows the version refuses to continue without it. @throws Error */
export function withdraw({ catalog, folder }: Publishing, { id, version }: Named): string[] {
  const licence = publishedOf(catalog, { id, version });
  folder.remove(licence);
  folder.list(catalog.publishedLicences.filter((each) => each !== licence));
  return [
    `${id} ${version} is taken back. If a deployment knows it already, the next one is refused: bring it back with \`git checkout -- licences/published\`.`,
  ];
}

type Named = Pick<Licence, 'id' | 'version'>;

const isSameVersion =
  ({ id, version }: Named) =>
  (other: Named): boolean =>
    other.id === id && other.version === version;

function publishedOf({ publishedLicences }: Catalog, { id, version }: Named): PublishedLicence {
  const licence = publishedLicences.find((each) => each.id === id && each.version === version);
  if (licence) return licence;
  const known = publishedLicences.map((each) => `${each.id} ${each.version}`).join(', ') || 'none';
  throw new Error(`${id} ${version} was never published; there is ${known}`);
}
