import type { Catalog, Licence, PublishedLicence } from '../catalog/catalog.ts';
import { textHashOf } from './text-hash.ts';

type Texts = Pick<Catalog, 'licences' | 'publishedLicences'>;

const publish = '`npm run licences -- publish`';

/** The file of a published version in `licences/published/`. "-" is in no licence's id, so no two versions share one. */
export const publishedFile = ({ id, version }: Pick<Licence, 'id' | 'version'>): string => `${id}-${version}.json`;

/** Why these texts may not be served: a sentence for each with the remedy; empty: they may. */
export function publicationMistakes({ licences, publishedLicences }: Texts): string[] {
  return [
    ...publishedLicences.filter((each) => textHashOf(each) !== each.sha256).map(tampered),
    ...publishedLicences.filter((each, i) => publishedLicences.findIndex(isVersion(each)) < i).map(repeated),
    ...licences.flatMap((draft) => {
      const published = publishedLicences.find(isVersion(draft));
      if (published) return published.text === draft.text && published.title === draft.title ? [] : [edited(draft)];
      return publishedLicences.some(({ id }) => id === draft.id) ? [] : [unpublished(draft)];
    }),
  ];
}

/** Drafts of new versions, which buyers do not see until they are published. */
export const draftsOf = ({ licences, publishedLicences }: Texts): Licence[] =>
  licences.filter((draft) => !publishedLicences.some(isVersion(draft)));

/** The sentence that tells an operator of a draft. */
export const draftSentence = ({ id, version }: Licence): string =>
  `Licence "${id}" ${version} is a draft that no buyer sees yet. Run ${publish} when it is ready.`;

const isVersion =
  ({ id, version }: Pick<Licence, 'id' | 'version'>) =>
  (other: Pick<Licence, 'id' | 'version'>) =>
    other.id === id && other.version === version;

const edited = ({ id, version }: Licence): string =>
  `Licence "${id}" ${version} is published, so its text and title cannot change. Give your text a new version in licences/ and run ${publish}, or undo the edit.`;

const unpublished = ({ id, version }: Licence): string =>
  `Licence "${id}" ${version} was never published, so nobody could accept it: run ${publish}.`;

const tampered = (licence: PublishedLicence): string =>
  `licences/published/${publishedFile(licence)} does not hold the text that was published: restore it with \`git checkout -- licences/published\`.`;

const repeated = ({ id, version }: PublishedLicence): string =>
  `Licence "${id}" ${version} is in licences/published/ twice: restore it with \`git checkout -- licences/published\`.`;
