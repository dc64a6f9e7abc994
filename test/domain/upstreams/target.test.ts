import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetOf } from '../../../shared/domain/upstreams/target.ts';

describe('the path below an upstream', () => {
  it.each([
    ['', '', []],
    ['/', '/', ['']],
    ['/trends/acme', '/trends/acme', ['trends', 'acme']],
    ['/trends/', '/trends/', ['trends', '']],
    ['/a%20b/caf%C3%A9', '/a%20b/caf%C3%A9', ['a b', 'café']],
    ['/a b/café', '/a%20b/caf%C3%A9', ['a b', 'café']],
    ['/a:b,c;d=e+f&g$h@i', '/a:b,c;d=e+f&g$h@i', ['a:b,c;d=e+f&g$h@i']],
    ['/@evil.example/x', '/@evil.example/x', ['@evil.example', 'x']],
    ['/what?x#y', '/what%3Fx%23y', ['what?x#y']],
    ['/100%25', '/100%25', ['100%']],
    ['/v1.2/...', '/v1.2/...', ['v1.2', '...']],
  ])('%j is sent as %j', (rest, path, segments) => {
    expect(targetOf(rest)).toEqual({ ok: true, path, segments });
  });

  it.each([
    '/..',
    '/../admin',
    '/a/../../admin',
    '/./a',
    '/%2e%2e/admin',
    '/%2E./admin',
    '/%252e%252e/admin',
    '/%25252e%25252e/admin',
    '/..;/admin',
    '/..;x=1/admin',
    '/%2e%2e%3b/admin',
    '/.. /admin',
    '/..%20/admin',
    '//evil.example/x',
    '/a//b',
    '/http://evil.example/',
    '/a%2fb',
    '/a%252Fb',
    '/..%252f%25zz',
    '/a%5cb',
    '/a\\b',
    '/a%00b',
    '/a%0d%0aHost:%20evil',
    '/a\r\nX: y',
    '/a%c0%afb',
    '/a%zz',
    '/a%',
    '/\ud800',
    '@evil.example/x',
    'evil.example',
    `/${'a'.repeat(4_096)}`,
    `/%${'25'.repeat(9)}2e`,
  ])('%j is refused', (rest) => {
    expect(targetOf(rest)).toEqual({ ok: false, message: expect.stringMatching(/^The path (must|may|has)/) });
  });

  it('that is allowed has one reading: it stays below the base, and is the same when it comes again', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '.',
        '..',
        '%',
        '%2e',
        '%2f',
        '%5c',
        '%25',
        '/',
        '//',
        '\\',
        ';',
        '@',
        ':',
        'a',
        '%c3%a9',
        '?',
        '#',
        '\n',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    const property = fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const target = targetOf(`/${pieces.join('')}`);
      if (!target.ok) return;
      expect(target.path).toMatch(/^[!-~]*$/);
      expect(new URL(`https://api.example.com/base${target.path}`).pathname).toBe(`/base${target.path}`);
      expect(targetOf(target.path)).toEqual(target);
    });
    fc.assert(property, { seed: 4, numRuns: 5_000 });
  });
});
