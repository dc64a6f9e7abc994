import { laterDay } from '../../shared/domain/console/revenue.ts';
import { invalid } from '../../shared/errors.ts';
import type { OperatorRequest } from '../../shared/http/route.ts';

/** A UTC day (YYYY-MM-DD) of a query; null: it is not given. @throws AppError 400 */
export function dayIn({ query }: OperatorRequest, field: string): string | null {
  const text = query.get(field);
  if (text === null) return null;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && laterDay(text, 0) === text;
  if (!isDay) throw invalid([{ field, message: 'must be a day such as 2026-11-24' }]);
  return text;
}
