import type { Parsed } from '../../domain/datasets/filters.ts';
import { AppError } from '../../errors.ts';

/** The query, or 400 with the first mistake's sentence and all of them as fields. */
export function queryOf<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.query;
  throw new AppError('invalid_request', parsed.errors[0]?.message ?? 'The query is not valid.', {
    errors: parsed.errors,
  });
}
