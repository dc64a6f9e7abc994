import { describe, expect, it } from 'vitest';
import { preferredEncoding, preferredType } from '../../shared/http/accept.ts';

const offers = ['application/json', 'application/x-ndjson', 'text/csv'] as const;

describe('the media type that an Accept header likes best', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV; charset=utf-8', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/html, application/x-ndjson;q=0.5, */*;q=0.1', 'application/x-ndjson'],
    ['application/*', 'application/json'],
    ['application/json;q=0, */*', 'application/x-ndjson'],
    ['application/json;q=0.2, text/csv;q=0.3', 'text/csv'],
    ['text/csv,, application/xml', 'text/csv'],
  ])('%j is %s', (header, type) => expect(preferredType(header, offers)).toBe(type));

  it.each(['text/html', 'application/json;q=0', 'image/*'])('%j takes none of them', (header) =>
    expect(preferredType(header, offers)).toBe('none'),
  );

  it.each(['json', 'text/', '*/csv', 'text/csv;q=2', 'text/csv;q=', ';q=1', 'a/b/c', 'text/c s v'])(
    '%j is no Accept header',
    (header) => expect(preferredType(header, offers)).toBe('malformed'),
  );
});

describe('the encoding that an Accept-Encoding header likes best', () => {
  it.each([
    [undefined, undefined],
    ['identity', undefined],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['*', 'br'],
    ['gzip;q=0', undefined],
    ['nonsense;q=x', undefined],
  ])('%j is %s', (header, encoding) => expect(preferredEncoding(header)).toBe(encoding));
});
