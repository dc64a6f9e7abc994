import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { everyResource, soldResource } from '../../shared/domain/catalog/look-up.ts';
import { resourceOfUpstream } from '../../shared/domain/catalog/upstream.ts';
import { AppError, type FieldError } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';

/** A service's question: may this key have so many units of this resource now? */
export type Question = {
  readonly key: string;
  readonly resource: string;
  readonly units: number;
  /** The buyer's network address as the service saw it; empty if it sent none. */
  readonly address: string;
  readonly requestId?: string;
};

const maxBytes = 4_096;
const fields = ['key', 'dataset', 'upstream', 'units', 'address', 'requestId'];

/**
 * The question in a request's body.
 * @throws AppError 400 naming each wrong field, 413, 415
 */
export function questionOf(request: ApiRequest, catalog: Catalog): Question {
  const body = jsonOf(request);
  const { key, dataset, upstream, units = 1, address = '', requestId } = body;
  const resource = upstream === undefined ? dataset : typeof upstream === 'string' && resourceOfUpstream(upstream);
  const errors: FieldError[] = Object.keys(body)
    .filter((name) => !fields.includes(name))
    .map((field) => ({ field, message: `is not known; the fields are ${fields.join(', ')}` }));
  const check = (field: string, holds: boolean, message: string) => holds || errors.push({ field, message });
  check('key', typeof key === 'string' && key.length <= 200, 'must be the buyer’s key, as it was sent');
  check(
    upstream === undefined ? 'dataset' : 'upstream',
    typeof resource === 'string' &&
      (upstream === undefined || dataset === undefined) &&
      soldResource(catalog, resource) !== undefined,
    `must be one of ${everyResource(catalog).join(', ')}; send either dataset or upstream, and leave "gateway:" off`,
  );
  check(
    'units',
    Number.isSafeInteger(units) && Number(units) >= 0 && Number(units) <= 100_000,
    'must be a whole number from 0 to 100000',
  );
  check('address', typeof address === 'string' && address.length <= 45, 'must be the buyer’s network address');
  check(
    'requestId',
    requestId === undefined || /^[\w.-]{8,64}$/.test(String(requestId)),
    'must be 8 to 64 letters, digits, ".", "-" or "_"',
  );
  const [first] = errors;
  if (first) throw new AppError('invalid_request', `${first.field} ${first.message}.`, { errors });
  return {
    key: String(key),
    resource: String(resource),
    units: Number(units),
    address: String(address),
    ...(requestId === undefined ? {} : { requestId: String(requestId) }),
  };
}

function jsonOf({ body, headers }: ApiRequest): Readonly<Record<string, unknown>> {
  if (body.byteLength > maxBytes) throw new AppError('too_large', `The body may have at most ${maxBytes} bytes.`);
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
  const value = parsed(body.toString('utf8'));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new AppError(
    'invalid_request',
    'The body must be a JSON object, such as {"key": "tg_live_…", "upstream": "trends"}.',
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
