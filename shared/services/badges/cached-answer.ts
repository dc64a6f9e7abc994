import { createHash } from 'node:crypto';
import { type Answer, withHeaders } from '../../http/answer.ts';
import { isNotModified } from '../../http/conditional.ts';
import type { ApiRequest } from '../../http/request.ts';

/**
 * The answer as it may be kept for a minute by anybody, so that a badge that ends is gone everywhere within five; 304 for who has it still.
 * The tag is weak: the edge compresses.
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

/** Headers of what is about the moment, or about what somebody typed. */
export const notCached = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
