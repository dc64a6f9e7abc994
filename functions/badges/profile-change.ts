import * as z from 'zod';
import { invalid } from '../../shared/errors.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { text } from '../../shared/http/fields.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { maxProfileBytes, profileFields } from '../../shared/services/badges/profile-fields.ts';

/** The body of a change of a profile, with the answer to the operator. */
export const ProfileChangeBody = z.strictObject({ ...profileFields, answer: text('badgeAnswer') }).partial();

/** The fields of a profile to change, and the holder's answer to the operator, null for none. @throws AppError 400 where there is neither, 413 */
export function profileChangeIn(request: ApiRequest) {
  const { answer = null, ...change } = bodyOf(request, ProfileChangeBody, maxProfileBytes);
  if (answer === null && Object.keys(change).length === 0)
    throw invalid([{ field: 'body', message: 'must have handle, displayName, url, picture or answer' }]);
  return { answer, change };
}
