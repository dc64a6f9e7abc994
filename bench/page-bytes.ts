import { postsSample } from '../datasets/posts.ts';
import { compressed } from '../shared/http/compress.ts';
import type { ApiRequest } from '../shared/http/request.ts';

/** Bytes of a page of 100 posts of the sample dataset, in this content encoding. */
export function pageBytes(encoding: 'identity' | 'br'): number {
  const data = [...postsSample.records()].slice(0, 100);
  const body = JSON.stringify({ data });
  const request = { headers: { 'accept-encoding': encoding } } as unknown as ApiRequest;
  return Buffer.byteLength(compressed(request, { status: 200, headers: {}, body }).body ?? '');
}
