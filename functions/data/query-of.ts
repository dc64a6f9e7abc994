import { AppError, type FieldError } from '../../shared/errors.ts';

type Parsed<T> =
  | { readonly ok: true; readonly query: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The query, or 400 with the first mistake's sentence and all of them as fields. */
export function queryOf<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.query;
  throw new AppError('invalid_request', parsed.errors[0]?.message ?? 'The query is not valid.', {
    errors: parsed.errors,
  });
}
