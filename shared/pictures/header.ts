import { type PictureProblem, pictureLimits } from './picture.ts';

type Header = { readonly format: 'png' | 'jpeg'; readonly width: number; readonly height: number };
/** The header of a picture, or why it is refused. */
export type HeaderOutcome = { readonly ok: true; readonly header: Header } | Refusal;
type Refusal = { readonly ok: false; readonly problem: PictureProblem };

const refused = (problem: PictureProblem): Refusal => ({ ok: false, problem });
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const headerBytes = 13;
const chunkFrame = 12;

/**
 * Size and format that a file declares, before any of it is unpacked or drawn. It is stricter than decoders: parts that they would skip
 * are refused.
 */
export function headerOf(file: Uint8Array): HeaderOutcome {
  if (file.byteLength > pictureLimits.bytes) return refused('too_large');
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const found = bytes.subarray(0, pngSignature.length).equals(pngSignature) ? pngHeader(bytes) : jpegHeader(bytes);
  if (!found.ok) return found;
  const { width, height } = found.header;
  if (width === 0 || height === 0) return refused('not_a_picture');
  return width * height > pictureLimits.pixels ? refused('too_many_pixels') : found;
}

/** PNG (Third Edition) section 5: IHDR is the first chunk; acTL before the data makes it an animation. */
function pngHeader(bytes: Buffer): HeaderOutcome {
  let header: Header | null = null;
  let at = pngSignature.length;
  for (let parts = 0; parts < pictureLimits.parts && at + chunkFrame <= bytes.length; parts++) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (at + chunkFrame + length > bytes.length) break;
    if (parts === 0 && (type !== 'IHDR' || length !== headerBytes)) break;
    if (type === 'IHDR')
      header = { format: 'png', width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    if (type === 'acTL') return refused('animated');
    if (type === 'IDAT' && header) return { ok: true, header };
    at += chunkFrame + length;
  }
  return refused('not_a_picture');
}

const scanStart = Buffer.from([0xff, 0xda]);

/** ITU T.81 annex B: segments up to the first scan, of which one is the frame's: baseline, extended or progressive. */
function jpegHeader(bytes: Buffer): HeaderOutcome {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return refused('not_a_picture');
  let header: Header | null = null;
  let at = 2;
  for (let parts = 0; parts < pictureLimits.parts && at + 4 <= bytes.length; parts++) {
    const marker = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 2);
    if (marker === 0xffda) return header ? scanned(bytes, header) : refused('not_a_picture');
    if (marker < 0xffc0 || length < 2 || at + 2 + length > bytes.length) break;
    if (isFrame(marker)) {
      if (header || length < 8) break;
      header = { format: 'jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + length;
  }
  return refused('not_a_picture');
}

const isFrame = (marker: number): boolean => marker >= 0xffc0 && marker <= 0xffc2;

/** Every scan of a progressive picture goes over all of its pixels: a file of many tiny ones is work without end. */
function scanned(bytes: Buffer, header: Header): HeaderOutcome {
  let scans = 0;
  for (let at = bytes.indexOf(scanStart); at >= 0; at = bytes.indexOf(scanStart, at + 2)) scans++;
  return scans > pictureLimits.scans ? refused('too_complex') : { ok: true, header };
}
