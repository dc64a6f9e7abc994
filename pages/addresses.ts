/** The addresses of the public pages: which exist, and how a language changes them. */
import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import { problems } from '../shared/errors.ts';

/** The languages of the public pages. The first is the default and has no prefix in addresses. */
export const languages = ['en', 'ar'] as const;
/** A language of the public pages. */
export type Language = (typeof languages)[number];

/** The address of a page in a language: `/pricing` is `/ar/pricing` in Arabic, `/` is `/ar/`. A fragment or query stays. */
export const addressIn = (language: Language, address: string): string =>
  language === 'en' ? address : `/${language}${address}`;

/** The file of a page, relative to the folder of all pages: `ar/pricing/index.html`. */
export const fileOf = (language: Language, address: string): string =>
  `${addressIn(language, address).replace(/\/$/, '').slice(1)}/index.html`.replace(/^\//, '');

type Sold = Pick<Catalog, 'datasets' | 'licences' | 'upstreams'>;

/** Every public page of a deployment, without language and without a slash at the end. `/` comes first. */
export const pageAddresses = ({ datasets, licences, upstreams = [] }: Sold): string[] => [
  ...['/', '/pricing', '/datasets', '/status', '/licences', '/problems', '/design'],
  ...datasets.map(({ id }) => `/datasets/${id}`),
  ...upstreams.map(({ id }) => `/apis/${id}`),
  ...licences.map(({ id }) => `/licences/${id}`),
  ...Object.keys(problems).map((code) => `/problems/${code}`),
];
