import { createHash } from 'node:crypto';
import { type Answer, withHeaders } from '../../http/answer.ts';
import { isNotModified } from '../../http/conditional.ts';
import type { ApiRequest } from '../../http/request.ts';

/**
 * The answer for any cache to keep for a minute, so that an ended badge disappears everywhere within five. A caller that already has it
 * gets 304. The tag is weak because the edge compresses.
 */
export function cachedForAMinute(request: ApiRequest, answer: Answer): Answer {
  const tag = `W/"${createHash('sha256')
    .update(answer.body ?? '')
    .digest('base64url')
    .slice(0, 22)}"`;
  const headers = { 'cache-control': 'public, max-age=60', etag: tag, 'x-content-type-options': 'nosniff' };
  const whole = withHeaders(answer, headers);
  return isNotModified(request, tag) ? { status: 304, headers: whole.headers ?? {} } : whole;
}

/** Headers of answers that hold for this moment only, or repeat what somebody typed. */
export const notCached = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
