import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { codecs } from '../../shared/pictures/codecs.ts';
import { drawPicture } from '../../shared/pictures/draw.ts';
import type { Picture } from '../../shared/pictures/picture.ts';
import {
  type Colour,
  chunk,
  exifSegment,
  jpegWith,
  pixelsOf,
  pngData,
  pngOf,
  pngWith,
  segment,
  withSegments,
} from '../support/picture-files.ts';

const red: Colour = [220, 20, 20, 255];
const blue: Colour = [20, 20, 220, 255];
const halves = (width: number, height: number) => pixelsOf(width, height, (x) => (x < width / 2 ? red : blue));
const noise = (width: number, height: number) => {
  let seed = 7;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed & 255;
  };
  return pixelsOf(width, height, () => [next(), next(), next(), 255]);
};

async function drawn(bytes: Uint8Array): Promise<Picture> {
  const outcome = await drawPicture(bytes);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.picture;
}
const problemOf = async (bytes: Uint8Array) => {
  const outcome = await drawPicture(bytes);
  return outcome.ok ? 'drawn' : outcome.problem;
};
async function pixelAt({ bytes, type, width }: Picture, x: number, y: number) {
  const pixels = await (await codecs()).decode[type === 'image/png' ? 'png' : 'jpeg'](bytes);
  return [...pixels.data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}
const near = (found: readonly number[], wanted: Colour) =>
  expect(found.every((value, i) => Math.abs(value - (wanted[i] ?? 0)) < 12)).toBe(true);

describe('a picture that is kept', () => {
  test('fits 256 × 256 in its own shape, and shows what was sent', async () => {
    const picture = await drawn(pngWith(halves(1_000, 500)));
    expect(picture).toMatchObject({ type: 'image/png', width: 256, height: 128 });
    near(await pixelAt(picture, 10, 60), red);
    near(await pixelAt(picture, 250, 60), blue);
  });

  test('that is small already keeps every pixel and its transparency', async () => {
    const picture = await drawn(pngWith(pixelsOf(2, 1, (x) => (x === 0 ? [1, 2, 3, 4] : red))));
    expect([await pixelAt(picture, 0, 0), await pixelAt(picture, 1, 0)]).toEqual([[1, 2, 3, 4], [...red]]);
  });

  test('has at most 60,000 bytes, also where every pixel is another', async () => {
    for (const file of [pngWith(noise(256, 256)), await jpegWith(noise(256, 256))])
      expect((await drawn(file)).bytes.byteLength).toBeLessThanOrEqual(60_000);
  });

  test('is the same copy with the same SHA-256 each time', async () => {
    const file = await jpegWith(halves(300, 200));
    expect(await drawn(file)).toEqual(await drawn(file));
    expect((await drawn(file)).sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('stands upright as EXIF says', async () => {
    const file = withSegments(await jpegWith(halves(200, 100)), [exifSegment(6)]);
    const picture = await drawn(file);
    expect(picture).toMatchObject({ width: 100, height: 200 });
    near(await pixelAt(picture, 50, 20), red);
    near(await pixelAt(picture, 50, 180), blue);
  });

  test('has nothing of the file but its pixels: no EXIF, no text, no profile, nothing that follows', async () => {
    const secret = 'GPS 52.5200 N <script>alert(1)</script> PK\u0003\u0004';
    const png = Buffer.concat([
      pngWith(halves(40, 40), [chunk('tEXt', Buffer.from(`Comment\0${secret}`)), chunk('eXIf', Buffer.from(secret))]),
      Buffer.from(secret),
    ]);
    const jpeg = Buffer.concat([
      withSegments(await jpegWith(halves(40, 40)), [exifSegment(1, secret), segment(0xfe, Buffer.from(secret))]),
      Buffer.from(secret),
    ]);
    for (const file of [png, jpeg]) {
      const kept = Buffer.from((await drawn(file)).bytes).toString('latin1');
      expect(file.toString('latin1')).toContain('script');
      for (const trace of ['GPS', 'script', 'PK\u0003\u0004', 'Exif', 'tEXt', 'eXIf'])
        expect(kept).not.toContain(trace);
    }
  });
});

describe('a file is refused', () => {
  test('beyond 1,000,000 bytes', async () => {
    expect(await problemOf(Buffer.concat([pngWith(halves(4, 4)), Buffer.alloc(1_000_000)]))).toBe('too_large');
  });

  test('with more than 16,000,000 pixels by its header, unpacked or not', async () => {
    for (const [width, height] of [
      [10_000, 5_000],
      [4_001, 4_000],
      [2 ** 31 - 1, 2 ** 31 - 1],
    ] as const)
      expect(await problemOf(pngOf(width, height, [chunk('IDAT', deflateSync(Buffer.alloc(100)))]))).toBe(
        'too_many_pixels',
      );
    const jpeg = await jpegWith(halves(8, 8));
    const frame = jpeg.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc2].includes(jpeg[i + 1] ?? 0));
    jpeg.writeUInt32BE(0xffff_ffff, frame + 5);
    expect(await problemOf(jpeg)).toBe('too_many_pixels');
  });

  test('that unpacks to more than its header says is cut there or refused, in the memory of what the header says', async () => {
    const bomb = pngOf(8, 8, [chunk('IDAT', deflateSync(Buffer.alloc(400_000_000)))]);
    expect(bomb.byteLength).toBeLessThan(500_000);
    const before = process.resourceUsage().maxRSS;
    await problemOf(bomb);
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(60_000);
  });

  test('that is an animation, no picture, or another format', async () => {
    expect(await problemOf(pngWith(halves(4, 4), [chunk('acTL', Buffer.alloc(8))]))).toBe('animated');
    const others = [
      '',
      'GIF89a',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'RIFF\0\0\0\0WEBPVP8 ',
      '%PDF-1.7',
      'MZ',
    ];
    for (const other of others) expect(await problemOf(Buffer.from(other)), other).toBe('not_a_picture');
  });

  test('that is cut short within its header, or made of thousands of parts', async () => {
    const png = pngWith(halves(4, 4));
    for (let length = 0; length < 45; length++) expect(await problemOf(png.subarray(0, length))).toBe('not_a_picture');
    const flood = Array.from({ length: 10_000 }, () => chunk('tEXt', Buffer.from('a\0b')));
    expect(await problemOf(pngWith(halves(4, 4), flood))).toBe('not_a_picture');
    expect(await problemOf(pngOf(0, 4, [pngData(halves(4, 4))]))).toBe('not_a_picture');
  });

  test('that goes over its pixels more often than 64 times', async () => {
    const jpeg = await jpegWith(halves(8, 8));
    const scans = Buffer.concat(Array.from({ length: 65 }, () => segment(0xda, Buffer.from('0101001d00', 'hex'))));
    expect(await problemOf(Buffer.concat([jpeg.subarray(0, -2), scans, jpeg.subarray(-2)]))).toBe('too_complex');
  });

  test('and the next is drawn all the same, however many could not be decoded before', async () => {
    const jpeg = await jpegWith(halves(48, 32));
    const withoutTables = Buffer.from(jpeg.toString('latin1').replaceAll('\xff\xdb', '\xff\xe2'), 'latin1');
    for (let i = 0; i < 200; i++) {
      expect(await problemOf(withoutTables)).toBe('not_a_picture');
      expect(await problemOf(jpeg)).toBe('drawn');
    }
  });
});
