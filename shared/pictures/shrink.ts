/** Pixels as red, green, blue, alpha, a byte each, in rows from the top. */
export type Pixels = { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number };

/**
 * The picture made to fit a square of `side` pixels, in its own shape. Each new pixel is the mean of the pixels that it replaces, weighted
 * by their alpha.
 */
export function shrink(pixels: Pixels, side: number): Pixels {
  const scale = Math.min(1, side / Math.max(pixels.width, pixels.height));
  if (scale === 1) return pixels;
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const rows = span(y, pixels.height / height);
    for (let x = 0; x < width; x++) {
      data.set(meanOf(pixels, span(x, pixels.width / width), rows), (y * width + x) * 4);
    }
  }
  return { data, width, height };
}

/** First and after-last old pixel of a new one; at least one. */
function span(index: number, ratio: number): readonly [number, number] {
  const from = Math.floor(index * ratio);
  return [from, Math.max(from + 1, Math.floor((index + 1) * ratio))];
}

function meanOf({ data, width }: Pixels, columns: readonly [number, number], rows: readonly [number, number]) {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let y = rows[0]; y < rows[1]; y++) {
    for (let at = (y * width + columns[0]) * 4; at < (y * width + columns[1]) * 4; at += 4) {
      const weight = data[at + 3] ?? 0;
      red += (data[at] ?? 0) * weight;
      green += (data[at + 1] ?? 0) * weight;
      blue += (data[at + 2] ?? 0) * weight;
      alpha += weight;
    }
  }
  const count = (columns[1] - columns[0]) * (rows[1] - rows[0]);
  return alpha === 0 ? [0, 0, 0, 0] : [red / alpha, green / alpha, blue / alpha, alpha / count];
}

/** The picture on white, for a format that knows no transparency. */
export function onWhite({ data, width, height }: Pixels): Pixels {
  const opaque = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = (data[at + 3] ?? 0) / 255;
    for (let i = at; i < at + 3; i++) opaque[i] = (data[i] ?? 0) * alpha + 255 * (1 - alpha);
    opaque[at + 3] = 255;
  }
  return { data: opaque, width, height };
}
