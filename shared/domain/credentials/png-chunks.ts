import { crc32 } from 'node:zlib';

/** PNG (third edition), section 5.2. */
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and checksum of a chunk. */
const frameBytes = 12;
/** More chunks than any picture of a badge needs. */
const maxChunks = 2_000;

/** A chunk of a PNG: its four-letter type, and its data without length and checksum. */
export type PngChunk = { readonly type: string; readonly data: Uint8Array };

/** Whether a file begins as a PNG does. */
export const isPng = (file: Uint8Array): boolean => signature.every((byte, index) => file[index] === byte);

/**
 * The chunks of a PNG, from IHDR to IEND. Null where the file is cut off, has a wrong checksum or more than 2,000 chunks, or has other
 * bytes before, between or after them.
 */
export function pngChunks(file: Uint8Array): readonly PngChunk[] | null {
  if (!isPng(file)) return null;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: PngChunk[] = [];
  let at = signature.length;
  while (at < file.length && chunks.length < maxChunks) {
    const chunk = chunkAt(view, at);
    if (chunk === null) return null;
    chunks.push(chunk);
    at += frameBytes + chunk.data.length;
  }
  const whole = at === file.length && chunks.at(0)?.type === 'IHDR' && chunks.at(-1)?.type === 'IEND';
  return whole ? chunks : null;
}

function chunkAt(view: DataView, at: number): PngChunk | null {
  if (view.byteLength - at < frameBytes) return null;
  const length = view.getUint32(at);
  if (view.byteLength - at - frameBytes < length) return null;
  const typeAndData = new Uint8Array(view.buffer, view.byteOffset + at + 4, 4 + length);
  if (crc32(typeAndData) !== view.getUint32(at + 8 + length)) return null;
  return { type: Buffer.from(typeAndData.subarray(0, 4)).toString('latin1'), data: typeAndData.subarray(4) };
}

/** A PNG of these chunks. */
export function pngOf(chunks: readonly PngChunk[]): Uint8Array {
  return Buffer.concat([signature, ...chunks.map(frameOf)]);
}

function frameOf({ type, data }: PngChunk): Uint8Array {
  const frame = Buffer.alloc(frameBytes + data.length);
  frame.writeUInt32BE(data.length, 0);
  frame.write(type, 4, 'latin1');
  frame.set(data, 8);
  frame.writeUInt32BE(crc32(frame.subarray(4, 8 + data.length)), 8 + data.length);
  return frame;
}
