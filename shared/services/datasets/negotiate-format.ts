import { type Format, mediaTypes } from '../../domain/datasets/record-formats.ts';
import { AppError } from '../../errors.ts';
import { preferredType } from '../../http/accept.ts';
import type { ApiRequest } from '../../http/request.ts';

const bare = (format: Format): string => mediaTypes[format].split(';')[0] ?? '';

/**
 * The offered format that the `Accept` header prefers. Without a preference it is the first.
 * @throws AppError 400 for a malformed header, 406 if it accepts none of them
 */
export function formatOf(request: ApiRequest, offered: readonly Format[] = ['json', 'ndjson', 'csv']): Format {
  const found = preferredType(request.headers.accept, offered.map(bare));
  const format = offered.find((each) => bare(each) === found);
  if (format) return format;
  const list = offered.map(bare).join(', ');
  if (found === 'malformed') {
    const message = `The Accept header is not a list of media types. This path offers ${list}.`;
    throw new AppError('invalid_request', message, { errors: [{ field: 'Accept', message }] });
  }
  throw new AppError('not_acceptable', `This path offers ${list}, and the Accept header allows none of them.`);
}
