import type { SignedInRoute } from '../../shared/http/route.ts';
import { ownApplication } from '../../shared/services/badges/applications.ts';
import { storedPicture } from '../../shared/services/badges/stored-picture.ts';
import type { BadgesDeps } from './deps.ts';

/** GET /v1/badges/{handle}/picture: the copy, for its holder. */
export const readOwnPicture =
  (deps: BadgesDeps): SignedInRoute =>
  async (request) =>
    storedPicture(deps, await ownApplication(deps, request));
