import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bakePng } from '../../../shared/domain/credentials/bake-png.ts';
import { bakeSvg } from '../../../shared/domain/credentials/bake-svg.ts';
import { maxBakedBytes, unbake } from '../../../shared/domain/credentials/unbake.ts';

const jwt = 'aGVhZGVy.cGF5bG9hZA.c2lnbmF0dXJl';
const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>a &gt; b</title><path d="M0 0"/></svg>\n';

const chunk = (type: string, data: Uint8Array | string): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data as string)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const header = chunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0));
const pixels = chunk('IDAT', deflateSync(Uint8Array.of(0, 0)));
const end = chunk('IEND', '');
const png = Buffer.concat([start, header, pixels, end]);
const itxt = (text: string, flags = '\0\0\0\0') => chunk('iTXt', `openbadgecredential\0${flags}${text}`);
const pngWith = (...chunks: Buffer[]) => Buffer.concat([start, header, ...chunks, pixels, end]);
const bytes = (text: string) => Buffer.from(text, 'utf8');

const part = fc.stringMatching(/^[A-Za-z0-9_-]{1,200}$/);
const anyJwt = fc.tuple(part, part, part).map((parts) => parts.join('.'));

describe('a credential that is baked into an SVG', () => {
  it('is directly behind the svg tag, in the namespace of OB 3.0, as a verify attribute', () => {
    expect(bakeSvg(svg, jwt)).toBe(
      `<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><openbadges:credential verify="${jwt}"></openbadges:credential>${svg.slice(svg.indexOf('<title>'))}`,
    );
  });

  it('comes out unchanged, with anything before and within the picture', () => {
    const noise = fc.constantFrom(
      '<!-- <svg> -->',
      '<?xml version="1.0"?>',
      ' \n',
      '<![CDATA[<openbadges:credential verify="x.y.z"/>]]>',
    );
    fc.assert(
      fc.property(anyJwt, fc.array(noise), fc.array(noise), (text, before, within) => {
        const picture = `${before.filter((each) => !each.includes('CDATA')).join('')}<svg a='>'>${within.join('')}</svg>`;
        expect(unbake(bytes(bakeSvg(picture, text)))).toEqual({ jwt: text });
      }),
    );
  });

  it.each([
    ['no SVG', '<html></html>'],
    ['an SVG that is cut off', svg.slice(0, 30)],
    ['an empty tag', '<svg/>'],
    ['a document type', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg}`],
    ['one that holds a credential already', bakeSvg(svg, jwt)],
  ])('never goes into %s', (_, picture) => {
    expect(() => bakeSvg(picture, jwt)).toThrow(TypeError);
  });

  it('is a JWT and no other text, so that it cannot break out of its attribute', () => {
    expect(() => bakeSvg(svg, '"><script/>')).toThrow(TypeError);
  });

  const one = `<openbadges:credential verify="${jwt}"/>`;
  const open = '<svg xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">';
  it.each([
    ['more_than_one', `${open}${one}${one}</svg>`],
    ['no_credential', svg],
    ['not_a_jwt', `${open}<openbadges:credential><![CDATA[{"proof": {}}]]></openbadges:credential></svg>`],
    ['not_a_jwt', `<svg xmlns:openbadges="https://example.com/">${one}</svg>`],
    ['not_a_jwt', `${open}<openbadges:credential verify="&#97;.b.c"/></svg>`],
    ['not_readable', `${open}${one}`.slice(0, -5)],
    ['not_readable', `<!DOCTYPE svg [<!ENTITY a "${'a'.repeat(99)}">]>${open}${one}</svg>`],
    ['not_readable', `<svg ${'a="1" '.repeat(9)}<`],
    ['not_readable', '<svg>\0<'],
  ])('is not found, because %s', (problem, picture) => {
    expect(unbake(bytes(picture))).toEqual({ problem });
  });

  it('is searched in a time that grows with the file and not faster', () => {
    const hostile = ['<a', '<a b="', '<!--', '<![CDATA[', '<?', '<a b=""', '<a ', '</a ', '<a>', '<a:b'];
    const begun = performance.now();
    for (const each of hostile) {
      for (const filler of ['', ' ', ' b=""', '\t\n', '-', ']', 'b'])
        unbake(bytes(`${each}${(filler || each).repeat(maxBakedBytes)}`.slice(0, maxBakedBytes)));
    }
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});

describe('a credential that is baked into a PNG', () => {
  it('is behind the header in an iTXt chunk with the keyword of OB 3.0, not compressed', () => {
    expect(Buffer.from(bakePng(png, jwt))).toEqual(pngWith(itxt(jwt)));
  });

  it('comes out as it went in', () => {
    fc.assert(
      fc.property(anyJwt, (text) => {
        expect(unbake(bakePng(png, text))).toEqual({ jwt: text });
      }),
    );
  });

  it('is read beside a language and a translated keyword, which mean nothing', () => {
    expect(unbake(pngWith(itxt(jwt, '\0\0en\0badge\0')))).toEqual({ jwt });
  });

  it.each([
    ['no PNG', bytes(svg)],
    ['one that is cut off', png.subarray(0, -3)],
    ['one that holds a credential already', pngWith(itxt(jwt))],
  ])('never goes into %s', (_, picture) => {
    expect(() => bakePng(picture, jwt)).toThrow(TypeError);
  });

  const wrongSum = Buffer.from(pngWith(itxt(jwt)));
  wrongSum[60]! ^= 1;
  it.each([
    ['more_than_one', pngWith(itxt(jwt), itxt(jwt))],
    ['no_credential', png],
    [
      'no_credential',
      pngWith(chunk('iTXt', `openbadges\0\0\0\0\0${jwt}`), chunk('tEXt', `openbadgecredential\0${jwt}`)),
    ],
    ['not_a_jwt', pngWith(itxt('{"proof": {}}'))],
    ['not_a_jwt', pngWith(itxt(jwt, '\x01\0\0\0'))],
    ['not_a_jwt', pngWith(chunk('iTXt', 'openbadgecredential\0\0'))],
    ['not_readable', wrongSum],
    ['not_readable', Buffer.concat([pngWith(itxt(jwt)), bytes('<svg/>')])],
    ['not_readable', Buffer.concat([start, chunk('IHDR', ''), Buffer.from([0xff, 0xff, 0xff, 0xff]), itxt(jwt)])],
    ['not_readable', Buffer.concat([start, itxt(jwt), end])],
    ['not_readable', pngWith(...Array(3_000).fill(chunk('tEXt', '')))],
    ['too_large', pngWith(chunk('tEXt', new Uint8Array(maxBakedBytes)))],
  ])('is not found, because %s', (problem, file) => {
    expect(unbake(file)).toEqual({ problem });
  });

  it('is not found in a PNG cut off anywhere', () => {
    const whole = pngWith(itxt(jwt));
    for (let length = 1; length < whole.length; length++)
      expect(unbake(whole.subarray(0, length))).toEqual({ problem: length < 8 ? expect.any(String) : 'not_readable' });
  });
});

describe('a file of any kind', () => {
  it('gets an answer, with any bytes in it', () => {
    const seeds = [bytes(svg), png, pngWith(itxt(jwt)), bytes(bakeSvg(svg, jwt)), bytes(jwt)];
    const torn = fc
      .tuple(fc.constantFrom(...seeds), fc.nat(), fc.uint8Array({ maxLength: 20 }), fc.nat(30))
      .map(([file, at, inserted, dropped]) => {
        const cut = at % file.length;
        return Buffer.concat([file.subarray(0, cut), inserted, file.subarray(cut + dropped)]);
      });
    fc.assert(
      fc.property(fc.oneof(torn, fc.uint8Array({ maxLength: 400 })), (file) => {
        const found = unbake(file);
        expect('jwt' in found ? found.jwt : found.problem).toMatch(/^[\w-]+(\.[\w-]+\.[\w-]+)?$/);
      }),
      { numRuns: 10_000 },
    );
  }, 60_000);

  it('that is text has to be UTF-8', () => {
    expect(unbake(Buffer.from([0x3c, 0xff, 0xfe]))).toEqual({ problem: 'not_readable' });
  });

  it('may be the JWT itself, with white space around it', () => {
    expect(unbake(bytes(` ${jwt}\n`))).toEqual({ jwt });
    expect(unbake(bytes('hello'))).toEqual({ problem: 'not_a_jwt' });
    expect(unbake(bytes(''))).toEqual({ problem: 'not_readable' });
  });
});
