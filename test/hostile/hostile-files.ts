import { deflateSync, gzipSync } from 'node:zlib';
import {
  chunk,
  exifSegment,
  jpegWith,
  pixelsOf,
  pngData,
  pngHead,
  pngOf,
  pngSignature,
  pngWith,
  segment,
  withSegments,
} from '../support/picture-files.ts';
import type { Random } from './random.ts';

const script = '<script>alert(1)</script>';
const html = Buffer.from(`<!doctype html><html><body onload="alert(1)">${script}</body></html>`);
const zip = Buffer.from('504b0304140000000000', 'hex');
const svgs = [
  `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`,
  '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><svg>&b;&b;</svg>',
  '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://169.254.169.254/latest/meta-data/"/></svg>',
  '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject><iframe src="javascript:alert(1)"/></foreignObject></svg>',
];

/** Files that decode, to be spoilt. */
export async function soundFiles() {
  const pixels = pixelsOf(48, 32, (x, y) => [x * 5, y * 7, 90, 255 - x]);
  const jpeg = await jpegWith(pixels);
  return { png: pngWith(pixels), jpeg, turned: withSegments(jpeg, [exifSegment(6, script)]), pixels };
}
type Sound = Awaited<ReturnType<typeof soundFiles>>;

function spoilt(random: Random, file: Buffer): Buffer {
  const bytes = Buffer.from(file);
  for (let i = random.below(12); i >= 0; i--) bytes[random.below(bytes.length)] = random.below(256);
  return random.below(4) === 0 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
}

/** A number of pixels that is none, many, or past all that is allowed. */
const strangeSide = (random: Random) => random.oneOf([0, 1, 7, 255, 4_000, 7_071, 65_535, 2 ** 31 - 1, 2 ** 32 - 1]);

const makers: readonly ((random: Random, sound: Sound) => Buffer)[] = [
  (random, { png }) => spoilt(random, png),
  (random, { jpeg }) => spoilt(random, jpeg),
  (random, { turned }) => spoilt(random, turned),
  (_, { png }) => Buffer.concat([png, html, zip]),
  (_, { jpeg }) => Buffer.concat([withSegments(jpeg, [segment(0xfe, html), exifSegment(3, script)]), zip]),
  (random, { pixels }) => pngWith(pixels, [chunk(random.oneOf(['tEXt', 'iTXt', 'eXIf', 'iCCP', 'zTXt']), html)]),
  (random) => pngOf(strangeSide(random), strangeSide(random), [chunk('IDAT', deflateSync(Buffer.alloc(2_000)))]),
  (random) => pngOf(8, 8, [chunk('IDAT', deflateSync(Buffer.alloc(1_000_000 * (1 + random.below(8)))))]),
  (random, { pixels }) =>
    pngWith(
      pixels,
      Array.from({ length: random.below(6_000) }, () => chunk('tEXt', Buffer.from('a\0b'))),
    ),
  (random, { pixels }) =>
    Buffer.concat([pngSignature, pngHead(48, 32, { interlaced: true }), pngData(pixels), random.bytes(40)]),
  (random, { pixels }) => pngOf(48, 32, [pngData(pixels), pngData(pixels), chunk('acTL', random.bytes(8))]),
  (random, { jpeg }) =>
    withSegments(
      jpeg,
      Array.from({ length: random.below(200) }, () => segment(0xe0 + random.below(16), random.bytes(9))),
    ),
  (random) => Buffer.from(random.oneOf(svgs)),
  (random) => gzipSync(random.oneOf(svgs)),
  (random) => random.bytes(random.below(4_000)),
  (random) => Buffer.concat([random.oneOf([pngSignature, Buffer.from('ffd8ffe0', 'hex'), html]), random.bytes(300)]),
];

/** Bytes that somebody may send as a picture. */
export const hostileFile = (random: Random, sound: Sound): Buffer => random.oneOf(makers)(random, sound);
