import { createHash } from 'node:crypto';
import { type Codecs, codecs, forgetCodecs } from './codecs.ts';
import { headerOf } from './header.ts';
import { type DrawPicture, type Picture, pictureLimits } from './picture.ts';
import { onWhite, type Pixels, shrink } from './shrink.ts';

/**
 * Draws a picture anew, in this process: at most once in a process that matters, since a decoder may take much memory and time
 * (`picture-process.ts`). EXIF's orientation is carried out; EXIF itself, colour profiles, texts and what follows the picture are gone.
 */
export const drawPicture: DrawPicture = async (bytes) => {
  const found = headerOf(bytes);
  if (!found.ok) return found;
  const tools = await codecs();
  try {
    const pixels = shrink(await tools.decode[found.header.format](bytes), pictureLimits.side);
    return { ok: true, picture: await pictureOf(tools, pixels, found.header.format) };
  } catch {
    forgetCodecs();
    return { ok: false, problem: 'not_a_picture' };
  }
};

const qualities = [85, 70, 50];

/** A PNG stays one where it is small enough, so that a logo keeps its edges and its transparency; everything else is a JPEG. */
async function pictureOf(tools: Codecs, pixels: Pixels, format: 'png' | 'jpeg'): Promise<Picture> {
  const { width, height } = pixels;
  const kept = (bytes: Uint8Array, type: Picture['type']): Picture => {
    return { bytes, type, width, height, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  if (format === 'png') {
    const png = await tools.encodePng(pixels);
    if (png.byteLength <= pictureLimits.keptBytes) return kept(png, 'image/png');
  }
  const opaque = onWhite(pixels);
  for (const quality of qualities) {
    const jpeg = await tools.encodeJpeg(opaque, quality);
    if (jpeg.byteLength <= pictureLimits.keptBytes) return kept(jpeg, 'image/jpeg');
  }
  throw new Error(`${width} × ${height} pixels do not fit into ${pictureLimits.keptBytes} bytes`);
}
