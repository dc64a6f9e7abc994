/** The inputs of the pages, and the reader that each page is made for. */
import type { formatsOf } from '../../portal/src/i18n/locale-formats.ts';
import type { LicenceSummary, PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import type { CatalogView } from '../../shared/http/views.ts';
import type { Language } from '../addresses.ts';
import type { Guide } from '../guides/blocks.ts';
import type { Reference } from '../reference/model.ts';
import type { Say, Words } from './words.ts';

/** A value of a record. */
export type Value = string | number | boolean | null;
/** A record of a dataset. */
export type SampleRow = Readonly<Record<string, Value>>;

/** Records of one UTC day. */
export type DayCount = { readonly day: string; readonly count: number };

/** The facts about a dataset that were known when the pages were built. `records` counts all of it; `days` are in time order. */
export type DatasetSample = {
  readonly records: number | null;
  readonly rows: readonly SampleRow[];
  readonly days: readonly DayCount[];
};

/** Addresses of files whose names have their hash, by entry. */
export type Assets = {
  readonly styles: string;
  /** The fonts of a language's text, which are loaded early. */
  readonly fonts: Readonly<Record<Language, readonly string[]>>;
  readonly islands: Readonly<Record<string, string>>;
  /** The index of the search over the docs, by language. */
  readonly search: Readonly<Record<Language, string>>;
};

/** Everything that the pages show. */
export type Site = {
  /** The public address, without a slash at the end; null where it is not known yet. */
  readonly origin: string | null;
  readonly builtAt: string;
  readonly catalogs: Readonly<Record<Language, CatalogView>>;
  readonly licences: readonly PublishedLicence[];
  /** By the id of the licence. */
  readonly summaries: Readonly<Record<string, LicenceSummary | undefined>>;
  readonly samples: Readonly<Record<string, DatasetSample>>;
  /** A path of each API that can be asked for, by the API's id. */
  readonly apiPaths: Readonly<Record<string, string>>;
  readonly textFields: Readonly<Record<string, readonly string[]>>;
  readonly words: Readonly<Record<Language, Words>>;
  readonly guides: Readonly<Record<Language, readonly Guide[]>>;
  readonly reference: Readonly<Record<Language, readonly Reference[]>>;
  readonly assets: Assets;
};

/** One language of the site: its texts, formats and addresses. */
export type Reader = {
  readonly language: Language;
  readonly site: Site;
  readonly catalog: CatalogView;
  readonly say: Say;
  readonly formats: ReturnType<typeof formatsOf>;
  /** The address of a public page in this language. */
  readonly to: (address: string) => string;
  /** The address of a page of the portal, which then speaks this language. */
  readonly toPortal: (address: string, params?: Readonly<Record<string, string>>) => string;
};

/** A page as a file: its path from the folder of all pages, and its text. */
export type PageFile = {
  readonly path: string;
  readonly address: string;
  readonly language: Language;
  readonly html: string;
};
