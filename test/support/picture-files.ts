import { crc32, deflateSync } from 'node:zlib';
import { codecs } from '../../shared/pictures/codecs.ts';
import type { Pixels } from '../../shared/pictures/shrink.ts';

/** One chunk of a PNG, with its length and checksum. */
export function chunk(type: string, data: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.byteLength, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

export const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex');

/** IHDR of an 8-bit picture with red, green, blue and alpha. */
export function pngHead(width: number, height: number, { interlaced = false } = {}): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, interlaced ? 1 : 0], 8);
  return chunk('IHDR', head);
}

/** A PNG of these whole chunks, with IHDR and IEND added. */
export const pngOf = (width: number, height: number, chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([pngSignature, pngHead(width, height), ...chunks, chunk('IEND')]);

export type Colour = readonly [number, number, number, number];

/** Pixels with the colours that `colour` returns. */
export function pixelsOf(width: number, height: number, colour: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 4);
  return { data, width, height };
}

/** The data of a PNG with these pixels, unfiltered. */
export function pngData({ data, width, height }: Pixels): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...data.subarray(y * width * 4, (y + 1) * width * 4)]),
  );
  return chunk('IDAT', deflateSync(Buffer.concat(rows)));
}

/** A PNG with these pixels, and further chunks before its data. */
export const pngWith = (pixels: Pixels, before: readonly Buffer[] = []): Buffer =>
  pngOf(pixels.width, pixels.height, [...before, pngData(pixels)]);

export const jpegWith = async (pixels: Pixels): Promise<Buffer> =>
  Buffer.from(await (await codecs()).encodeJpeg(pixels, 90));

/** A segment of a JPEG; `marker` is its marker's second byte. */
export function segment(marker: number, data: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.byteLength + 2, 2);
  return Buffer.concat([head, data]);
}

/** The JPEG with these segments right after its start. */
export const withSegments = (jpeg: Buffer, segments: readonly Buffer[]): Buffer =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

/** An EXIF segment with one tag, orientation (1…8), and a text. */
export function exifSegment(orientation: number, text = ''): Buffer {
  const tiff = Buffer.from('4d4d002a0000000800010112000300000001000000000000000000', 'hex');
  tiff.writeUInt16BE(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from(text)]));
}
