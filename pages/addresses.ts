/** The addresses of the public pages: which exist, and how a language changes them. */
import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import { problems } from '../shared/errors.ts';
import { guidesOf } from './guides/order.ts';
import { referenceGroups } from './reference/groups.ts';

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

type Sold = Pick<Catalog, 'datasets' | 'licences' | 'upstreams'> & Partial<Pick<Catalog, 'badges'>>;

/** Every public page of a deployment, without language and without a slash at the end. `/` comes first. */
export const pageAddresses = ({ datasets, licences, upstreams = [], badges }: Sold): string[] => [
  ...['/', '/pricing', '/datasets', '/status', '/licences', '/problems', '/docs', '/design'],
  ...datasets.map(({ id }) => `/datasets/${id}`),
  ...upstreams.map(({ id }) => `/apis/${id}`),
  ...licences.map(({ id }) => `/licences/${id}`),
  ...guidesOf({ datasets, upstreams, badges }).map((id) => `/docs/${id}`),
  ...referenceGroups.map((group) => `/docs/reference/${group}`),
  ...Object.keys(problems).map((code) => `/problems/${code}`),
];
