import type { Catalog } from '../catalog/catalog.ts';
import { bindingLanguageOf, bindingTextOf, type Licence, type PublishedLicence } from '../catalog/licence.ts';
import { textIn } from '../catalog/localized.ts';
import { termsHashOf, textHashOf } from './text-hash.ts';

type Texts = Pick<Catalog, 'licences' | 'publishedLicences'>;

const publish = '`npm run licences -- publish`';

/** The file of a published version in `licences/published/`. "-" is in no licence's id, so no two versions share one. */
export const publishedFile = ({ id, version }: Pick<Licence, 'id' | 'version'>): string => `${id}-${version}.json`;

/** Why these texts may not be served: a sentence for each with the remedy; empty: they may. */
export function publicationMistakes({ licences, publishedLicences }: Texts): string[] {
  return [
    ...publishedLicences.filter((each) => !isAsPublished(each)).map(tampered),
    ...publishedLicences.filter((each, i) => publishedLicences.findIndex(isVersion(each)) < i).map(repeated),
    ...licences.flatMap((draft) => {
      const published = publishedLicences.find(isVersion(draft));
      if (published && !bindsAlike(published, draft)) return [edited(draft)];
      if (published) return isTranslatedAlike(published, draft) ? [] : [translatedAnew(draft)];
      return publishedLicences.some(({ id }) => id === draft.id) ? [] : [unpublished(draft)];
    }),
  ];
}

/** Published versions with the translations that the configuration has now; those whose translation did not change are left out. */
export const retranslated = ({ licences, publishedLicences }: Texts): PublishedLicence[] =>
  publishedLicences.flatMap((published) => {
    const draft = licences.find(isVersion(published));
    if (!draft || !bindsAlike(published, draft) || isTranslatedAlike(published, draft)) return [];
    return [{ ...published, title: draft.title, text: draft.text }];
  });

/** Drafts of new versions, which buyers do not see until they are published. */
export const draftsOf = ({ licences, publishedLicences }: Texts): Licence[] =>
  licences.filter((draft) => !publishedLicences.some(isVersion(draft)));

/** The sentence that tells an operator of a draft. */
export const draftSentence = ({ id, version }: Licence): string =>
  `Licence "${id}" ${version} is a draft that no buyer sees yet. Run ${publish} when it is ready.`;

const isAsPublished = (licence: PublishedLicence): boolean =>
  textHashOf(licence) === licence.sha256 && termsHashOf(licence) === licence.termsSha256;

const bindsAlike = (one: Licence, other: Licence): boolean =>
  bindingLanguageOf(one) === bindingLanguageOf(other) &&
  sameTexts(bindingTextOf(one), bindingTextOf(other)) &&
  termsHashOf(one) === termsHashOf(other);

const isTranslatedAlike = (one: Licence, other: Licence): boolean =>
  languages.every((language) =>
    sameTexts(
      { title: textIn(one.title, language), text: textIn(one.text, language) },
      { title: textIn(other.title, language), text: textIn(other.text, language) },
    ),
  );

type Texted = { readonly title: string; readonly text: string };
const sameTexts = (one: Texted, other: Texted): boolean => one.title === other.title && one.text === other.text;
const languages = ['en', 'ar'] as const;

const isVersion =
  ({ id, version }: Pick<Licence, 'id' | 'version'>) =>
  (other: Pick<Licence, 'id' | 'version'>) =>
    other.id === id && other.version === version;

const edited = ({ id, version }: Licence): string =>
  `Licence "${id}" ${version} is published, so its text, title and terms cannot change. Give your text a new version in licences/ and run ${publish}, or undo the edit.`;

const translatedAnew = ({ id, version }: Licence): string =>
  `Licence "${id}" ${version} has another translation than the published one: run ${publish}, which leaves the binding text as it is.`;

const unpublished = ({ id, version }: Licence): string =>
  `Licence "${id}" ${version} was never published, so nobody could accept it: run ${publish}.`;

const tampered = (licence: PublishedLicence): string =>
  `licences/published/${publishedFile(licence)} does not hold the text and terms that were published: restore it with \`git checkout -- licences/published\`.`;

const repeated = ({ id, version }: PublishedLicence): string =>
  `Licence "${id}" ${version} is in licences/published/ twice: restore it with \`git checkout -- licences/published\`.`;
