import { found } from '../../shared/errors.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { storedPicture } from '../../shared/services/badges/stored-picture.ts';
import type { AdminDeps } from './deps.ts';

/** GET /v1/admin/badges/{handle}/picture: the copy that is reviewed, approved or not. */
export const showPicture =
  (deps: AdminDeps): OperatorRoute =>
  async ({ params }) =>
    storedPicture(deps, found(await deps.badges.find(params.handle ?? ''), 'This badge'));
