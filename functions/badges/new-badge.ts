import * as z from 'zod';
import { badgeKinds } from '../../shared/domain/catalog/badge-review.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { oneOf } from '../../shared/http/fields.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { maxProfileBytes, profileFields } from '../../shared/services/badges/profile-fields.ts';

/** The body of an application. */
export const NewBadgeBody = z.strictObject({
  ...profileFields,
  kind: oneOf(badgeKinds),
  picture: profileFields.picture.default(null),
});

/** Kind and profile that an application gives. @throws AppError 400, 413 */
export const newBadgeIn = (request: ApiRequest) => bodyOf(request, NewBadgeBody, maxProfileBytes);
