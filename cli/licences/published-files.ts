import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { publishedFile } from '../../shared/domain/licences/publication.ts';

/** The folder that holds every published version, to be committed. */
export type PublishedFolder = {
  write(licence: PublishedLicence): void;
  remove(licence: PublishedLicence): void;
  /** Makes `index.ts` name these versions, which the configuration imports. */
  list(licences: readonly PublishedLicence[]): void;
};

/** A file a version, so that two branches that publish do not meet in one. */
export function publishedFolder(directory: string): PublishedFolder {
  mkdirSync(directory, { recursive: true });
  const path = (licence: PublishedLicence) => join(directory, publishedFile(licence));
  return {
    write: (licence) => writeFileSync(path(licence), `${JSON.stringify(licence, null, 2)}\n`),
    remove: (licence) => rmSync(path(licence)),
    list: (licences) => writeFileSync(join(directory, 'index.ts'), indexOf(licences)),
  };
}

function indexOf(licences: readonly PublishedLicence[]): string {
  const files = licences.map(publishedFile).sort();
  const imports = files.map((file, i) => `import licence${i} from './${file}' with { type: 'json' };\n`);
  const names = files.map((_, i) => `  licence${i} as PublishedLicence,\n`);
  return `/** Written by \`npm run licences\`: every version of a licence that was ever published. */
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
${imports.join('')}
export const publishedLicences: readonly PublishedLicence[] = [
${names.join('')}];
`;
}
