import type { ApiRequest } from './request.ts';

/** Whether `If-None-Match` names the tag, compared weakly. `*` names none: whether there is anything is what the read would tell. */
export function isNotModified(request: ApiRequest, tag: string): boolean {
  const held = request.headers['if-none-match'] ?? '';
  return held.split(',').some((each) => each.trim().replace(/^W\//, '') === tag.slice(2));
}
