import { type ApiRequest, languageOf } from '../../../http/request.ts';
import { queryWord } from '../marks/options.ts';
import type { PageLocale } from './layout.ts';

/**
 * The locale of a request: `lang`, or else the language that the reader prefers.
 * @throws AppError 400
 */
export function readingOf(request: ApiRequest): PageLocale {
  const named = queryWord(request, 'lang', ['en', 'ar'] as const);
  const query = new URLSearchParams(request.query);
  query.delete('lang');
  const isForm = request.method !== 'GET' || query.size === 0;
  const here = isForm ? request.path : `${request.path}?${query}`;
  return { language: named ?? languageOf(request), isNamed: named !== undefined, here };
}
