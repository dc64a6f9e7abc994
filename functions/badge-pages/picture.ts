import { isHandle } from '../../shared/domain/badges/handle.ts';
import { found } from '../../shared/errors.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import { cachedForAMinute } from '../../shared/services/badges/cached-answer.ts';
import { badgeStatusOf } from '../../shared/services/badges/status.ts';
import { storedPicture } from '../../shared/services/badges/stored-picture.ts';
import type { BadgePagesDeps } from './deps.ts';

/** GET /badges/{handle}/picture: the copy that is vouched for, while it is. */
export const readPublicPicture =
  (deps: BadgePagesDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const { handle = '' } = request.params;
    const [read = null] = isHandle(handle) ? await deps.badgeReads.read([handle]) : [];
    const isVerified = read !== null && badgeStatusOf(deps, read).status === 'verified';
    const application = found(isVerified ? read.application : null, 'This picture');
    return cachedForAMinute(request, await storedPicture(deps, application));
  };
