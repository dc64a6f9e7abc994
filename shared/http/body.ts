import * as z from 'zod';
import { AppError, type FieldError, invalid } from '../errors.ts';
import type { ApiRequest } from './request.ts';

/** The body of a route without fields of its own. */
export const nothingElse = z.strictObject({});

/** The most a JSON body may measure. */
export const maxBodyBytes = 64 * 1024;

/**
 * The request's JSON body, checked. An empty body counts as `{}`.
 * @throws AppError 413 past `maxBytes` (64 KB), 415 for another content type, 400 for anything else, naming each field and what is allowed.
 */
export function bodyOf<T>(request: ApiRequest, schema: z.ZodType<T>, maxBytes = maxBodyBytes): T {
  if (request.body.byteLength > maxBytes)
    throw new AppError('too_large', `The body may have at most ${maxBytes} bytes.`);
  return checked(jsonObjectOf(request), schema);
}

/** The fields, checked. @throws AppError 400 naming each field and what is allowed */
export function checked<T>(fields: object, schema: z.ZodType<T>): T {
  const result = schema.safeParse(fields);
  if (result.success) return result.data;
  throw invalid(result.error.issues.flatMap((issue) => fieldErrors(issue, schema)));
}

function jsonObjectOf(request: ApiRequest): object {
  if (request.body.byteLength === 0) return {};
  const contentType = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new AppError('unsupported_media_type', 'Send the body as application/json.');
  }
  const value = parsed(request.body.toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid_request', 'The body must be a JSON object, such as {"email": "you@example.com"}.');
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid_request', 'The body is not valid JSON.', { cause });
  }
}

const ofType: Readonly<Record<string, string>> = {
  string: 'must be a text',
  array: 'must be a list',
  object: 'must be an object',
  boolean: 'must be true or false',
  number: 'must be a number',
};

/** The schema's own words. Zod's words, where a schema has none, are about types of JavaScript. */
function messageOf(issue: z.core.$ZodIssue): string {
  if (!/^(Invalid|Too) /.test(issue.message)) return issue.message;
  return (issue.code === 'invalid_type' ? ofType[issue.expected] : undefined) ?? 'is not allowed';
}

function fieldErrors(issue: z.core.$ZodIssue, schema: z.ZodType): FieldError[] {
  const field = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field: field || 'body', message: messageOf(issue) }];
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape).join(', ') : '';
  return issue.keys.map((key) => ({
    field: [field, key].filter(Boolean).join('.'),
    message: known ? `is not known; the fields are ${known}` : 'is not known',
  }));
}
