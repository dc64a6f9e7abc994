import { promisify } from 'node:util';
import { brotliDecompress, gunzip, gzip, inflate } from 'node:zlib';

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;
const isKnown = (coding: string): coding is keyof typeof decoders => Object.hasOwn(decoders, coding);

/** `unknown`: an unsupported coding. `too_large`: more than `maxBytes` once decoded. `broken`: not in the coding that it declares. */
export type Decoded = Buffer | 'unknown' | 'too_large' | 'broken';

/** The body without its coding (RFC 9110, 8.4). It reads no further than `maxBytes`, however small the body was. */
export async function decode(body: Buffer, coding: string, maxBytes: number): Promise<Decoded> {
  if (coding === 'identity' || body.byteLength === 0) return body;
  if (!isKnown(coding)) return 'unknown';
  try {
    return await decoders[coding](body, { maxOutputLength: maxBytes });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'broken';
  }
}

/** Compresses bytes with gzip. */
export const compress = promisify(gzip);
