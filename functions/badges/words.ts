import type { PublicStatus } from '../../shared/domain/badges/badge.ts';

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

export const sentences: Record<PublicStatus, string> = {
  verified: 'This profile was reviewed and its badge is in force.',
  suspended: 'This profile has changed and waits for another review. It is not verified at the moment.',
  revoked: 'This badge was withdrawn. The profile is not verified.',
  expired: 'The subscription of this badge has ended. The profile is not verified.',
};

/** Text for HTML and SVG, in elements and in quoted attributes. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
