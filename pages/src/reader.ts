import { formatsOf } from '../../portal/src/i18n/locale-formats.ts';
import { addressIn, type Language } from '../addresses.ts';
import type { Reader, Site } from './site.ts';
import { sayIn } from './words.ts';

/** The site as it is read in one language. */
export const readerOf = (site: Site, language: Language): Reader => ({
  language,
  site,
  catalog: site.catalogs[language],
  say: sayIn(language, site.words[language]),
  formats: formatsOf(language),
  to: (address) => addressIn(language, address),
  toPortal: (address, params = {}) => {
    const query = new URLSearchParams(language === 'en' ? params : { ...params, language }).toString();
    const [page, hash] = address.split('#');
    return `${page}${query && `?${query}`}${hash === undefined ? '' : `#${hash}`}`;
  },
});
