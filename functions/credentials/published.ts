import type { Answer } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { cachedForAMinute } from '../../shared/services/badges/cached-answer.ts';

type Document = {
  readonly contentType: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An answer that anybody may read from anywhere, such as a verifier in another site's page, and may cache for a minute. */
export function published(request: ApiRequest, { contentType, body, headers: more }: Document): Answer {
  const headers = {
    'content-type': contentType,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    ...more,
  };
  return cachedForAMinute(request, { status: 200, body, headers });
}
