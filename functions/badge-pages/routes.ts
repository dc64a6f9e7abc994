import { type Declared, publicPage } from '../../shared/domain/access/authority.ts';

/** Routes of the public pages of badges. */
export const badgePagesRoutes = {
  'GET /badges': publicPage,
  'GET /badges/check': publicPage,
  'GET /badges/{handle}': publicPage,
  'GET /badges/{handle}/picture': publicPage,
  'GET /oembed': publicPage,
} as const satisfies Declared;
