import type { PublicStatus } from '../../shared/domain/badges/badge.ts';

/** The mark itself is in one language: it stands on other people's pages. */
export const words: Record<PublicStatus, string> = {
  verified: 'verified',
  suspended: 'suspended',
  revoked: 'revoked',
  expired: 'expired',
};

export const colours: Record<PublicStatus, string> = {
  verified: '#0b6b3a',
  suspended: '#8a5200',
  revoked: '#a3201d',
  expired: '#565d68',
};

/** Text for HTML and SVG, in elements and in quoted attributes. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
