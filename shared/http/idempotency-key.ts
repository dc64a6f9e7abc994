import { AppError } from '../errors.ts';
import type { ApiRequest } from './request.ts';

/**
 * The request's `Idempotency-Key`: 1 to 255 visible ASCII characters, in quotes as the draft has it or without, as Stripe's clients send it.
 * Undefined where there is none. Source: draft-ietf-httpapi-idempotency-key-header-07, section 2.1; Stripe, "Idempotent requests".
 * @throws AppError 400
 */
export function idempotencyKeyOf({ headers }: Pick<ApiRequest, 'headers'>): string | undefined {
  const sent = headers['idempotency-key'];
  if (sent === undefined) return undefined;
  const [, quoted, bare] = /^\s*(?:"([!#-[\]-~]{1,255})"|([!#-~]{1,255}))\s*$/.exec(sent) ?? [];
  const key = quoted ?? bare;
  if (key !== undefined) return key;
  throw new AppError('invalid_request', 'Idempotency-Key must have 1 to 255 visible characters, such as a UUID.');
}
