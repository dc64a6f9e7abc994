import type { Language } from '../../../domain/accounts/account.ts';
import type { PublicStatus } from '../../../domain/badges/badge.ts';
import type { BadgeKind } from '../../../domain/catalog/badge-review.ts';

/** The word for each status on marks and pages. */
export const words: Record<Language, Record<PublicStatus, string>> = {
  en: { verified: 'verified', suspended: 'suspended', revoked: 'revoked', expired: 'expired' },
  ar: { verified: 'موثّق', suspended: 'معلّق', revoked: 'مسحوب', expired: 'منتهٍ' },
};

/** The word for each kind of holder. */
export const kindWords: Record<Language, Record<BadgeKind, string>> = {
  en: { person: 'Person', organization: 'Organization', government: 'Government' },
  ar: { person: 'شخص', organization: 'مؤسسة', government: 'جهة حكومية' },
};

/** Text for HTML and SVG, in elements and in quoted attributes. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
