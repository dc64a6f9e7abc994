import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { preferredEncoding } from './accept.ts';
import type { Answer } from './answer.ts';
import type { ApiRequest } from './request.ts';

/** A smaller body gains nothing: it fits one packet as it is. */
const minBytes = 1_000;

/** Brotli as fast as gzip, and smaller. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** The answer in the encoding that the client likes best of br and gzip; as it is where that gains nothing. */
export function compressed(request: ApiRequest, answer: Answer): Answer {
  const { body } = answer;
  const encoding = preferredEncoding(request.headers['accept-encoding']);
  if (body === undefined || encoding === undefined || body.length < minBytes) return answer;
  const bytes = encoding === 'br' ? brotliCompressSync(body, brotliOptions) : gzipSync(body);
  return { ...answer, body: bytes, headers: { ...answer.headers, 'content-encoding': encoding } };
}
