import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { requestId } from '../../shared/domain/access/request-id.ts';
import { AppError } from '../../shared/errors.ts';
import { bodyOf, maxBodyBytes } from '../../shared/http/body.ts';
import { email, line, webAddress } from '../../shared/http/fields.ts';
import { knownParameters, pageRequestOf } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';

const request = (over: Partial<ApiRequest> = {}): ApiRequest => ({
  id: requestId('r1', 0),
  method: 'POST',
  route: 'POST /x',
  path: '/x',
  params: {},
  query: new URLSearchParams(),
  search: '',
  headers: { 'content-type': 'application/json' },
  cookies: {},
  body: Buffer.from(''),
  address: '198.51.100.7',
  ...over,
});

/** The sentence of a refusal. */
function refusal(call: () => unknown) {
  try {
    call();
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, detail: error.message, errors: error.errors };
    throw error;
  }
  throw new Error('Nothing was refused');
}

describe('bodies', () => {
  const Schema = z.strictObject({ name: line(10), list: z.array(line(3)).optional() });
  const parse = (text: string, contentType = 'application/json') =>
    bodyOf(request({ body: Buffer.from(text), headers: { 'content-type': contentType } }), Schema);

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/json ;x=y'])(
    'are taken as %s',
    (type) => expect(parse('{"name":" Ada "}', type)).toEqual({ name: 'Ada' }),
  );
  test.each(['', 'text/plain', 'application/jsonx', 'text/json', 'multipart/form-data'])(
    'are not taken as "%s"',
    (type) => expect(refusal(() => parse('{"name":"Ada"}', type)).code).toBe('unsupported_media_type'),
  );
  test('every wrong field is named with what is allowed, wherever it lies', () => {
    const { errors, detail } = refusal(() => parse('{"list":["abc","abcd"],"age":7}'));
    expect(errors).toEqual([
      { field: 'name', message: 'must be a text of 1 to 10 characters on one line' },
      { field: 'list.1', message: 'must be a text of 1 to 3 characters on one line' },
      { field: 'age', message: 'is not known; the fields are name, list' },
    ]);
    expect(detail).toBe('name must be a text of 1 to 10 characters on one line.');
  });
  test('may have 64 KB and not a byte more', () => {
    const filled = (bytes: number) => `{"name":"${'x'.repeat(bytes - 11)}"}`;
    expect(refusal(() => parse(filled(maxBodyBytes))).code).toBe('invalid_request');
    expect(refusal(() => parse(filled(maxBodyBytes + 1))).code).toBe('too_large');
  });
  test('a name of the object prototype is an unknown field like any other', () => {
    expect(
      refusal(() => parse('{"name":"a","__proto__":{"x":1},"constructor":1}')).errors.map(({ field }) => field),
    ).toContain('constructor');
  });
  test('with any bytes are answered by a value or a refusal that the caller can read', () =>
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' })), (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).status).toBeLessThan(500);
        }
      }),
      { seed: 1 },
    ));
});

describe('email addresses', () => {
  const address = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.emailAddress(),
    fc.tuple(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 3 }), fc.nat()).map(([text, extra, at]) => {
      const where = at % (text.length + 1);
      return text.slice(0, where) + extra + text.slice(where);
    }),
  );
  test('that pass are lower-case ASCII with one @: no control, blank, comma, bracket or quote, however it is mixed in', () =>
    fc.assert(
      fc.property(address, (text) => {
        const result = email.safeParse(text);
        if (result.success) expect(result.data).toMatch(/^[!#-+\-./0-9=?^-~]+@[a-z0-9.-]+$/);
        if (result.success) expect(result.data).not.toMatch(/[A-Z,;:<>()"\\[\]\s\p{Cc}\p{Cf}]/u);
      }),
      { seed: 2, numRuns: 3000 },
    ));
  test.each([
    ['  Ada@Example.COM ', 'ada@example.com'],
    ["o'hara+tag@sub.example.co", "o'hara+tag@sub.example.co"],
  ])('"%s" is known as %s', (given, known) => expect(email.parse(given)).toBe(known));
  test.each([
    'a@b.example\n',
    '\ta@b.example',
    'a@b.example\0',
    'a@[127.0.0.1]',
    'a@@b.example',
    'a@-b.example',
    'a@b..example',
    `${'a'.repeat(65)}@b.example`,
  ])('%j is refused', (text) => expect(email.safeParse(text).success).toBe(false));
});

describe('texts and addresses', () => {
  test('a line has no control, direction or line-separating character', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const result = line(20).safeParse(text);
        if (result.success) expect(result.data).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,20}$/u);
      }),
      { seed: 3, numRuns: 2000 },
    ));
  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    '//a.example',
    'a.example',
    'HTTPS:x y',
    'https://a.example/\u202Egpj.exe',
    'https://a.example/\0',
    'https://a.exa\u200Bmple/',
    'https://a.example/\u2066x\u2069',
    '\thttps://a.example/',
    '',
  ])('the web address "%s" is refused', (text) => expect(webAddress.safeParse(text).success).toBe(false));
});

describe('lists', () => {
  const page = (query: string, others: string[] = []) =>
    pageRequestOf(request({ query: new URLSearchParams(query) }), others);
  test('have 50 items unless told 1 to 100', () => {
    expect(page('')).toEqual({ limit: 50 });
    expect(page('limit=1')).toEqual({ limit: 1 });
    expect(page('limit=100&cursor=abc')).toEqual({ limit: 100, cursor: 'abc' });
  });
  test.each(['0', '101', '-1', '1.5', '1e1', '0x10', ' 5', '', 'ten', 'NaN', '٣'])('take no limit of "%s"', (limit) =>
    expect(refusal(() => page(`limit=${encodeURIComponent(limit)}`))).toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'limit', message: 'must be a whole number from 1 to 100' }],
    }),
  );
  test('an unknown parameter is named with those that there are; one given twice is refused', () => {
    expect(refusal(() => page('page=2', ['state'])).detail).toBe(
      'page is not a parameter here; the parameters are limit, cursor, state.',
    );
    expect(refusal(() => page('limit=1&limit=2')).errors).toEqual([{ field: 'limit', message: 'may be given once' }]);
    expect(refusal(() => knownParameters(request({ query: new URLSearchParams('a=1') }), [])).detail).toContain(
      'there are none',
    );
  });
});
