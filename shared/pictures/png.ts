import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** Draws an SVG as PNG. */
export type Rasterizer = (svg: string) => Promise<Buffer>;

const { resolve } = createRequire(import.meta.url);
/** Files beside the function's code; `infra/bundle.ts` puts them there. */
const engine = '@resvg/resvg-wasm/index_bg.wasm';
const font = '@expo-google-fonts/vazirmatn/600SemiBold/Vazirmatn_600SemiBold.ttf';

/** The drawing engine of this process, prepared for the first picture. */
let prepared: Promise<Uint8Array> | undefined;

async function prepare(): Promise<Uint8Array> {
  const [wasm, letters] = await Promise.all([readFile(resolve(engine)), readFile(resolve(font))]);
  await initWasm(wasm);
  return letters;
}

/**
 * Draws our own SVG as PNG at the size that it names. The last `maxCached` pictures are cached by their SVG. Never give it an SVG from
 * outside.
 */
export function rasterizer(maxCached = 200): Rasterizer {
  const cached = new Map<string, Buffer>();
  return async (svg) => {
    const known = cached.get(svg);
    if (known) return known;
    prepared ??= prepare();
    const png = draw(svg, await prepared);
    cached.set(svg, png);
    const [oldest] = cached.size > maxCached ? cached.keys() : [];
    if (oldest !== undefined) cached.delete(oldest);
    return png;
  };
}

function draw(svg: string, letters: Uint8Array): Buffer {
  const drawing = new Resvg(svg, { font: { fontBuffers: [letters], defaultFontFamily: 'Vazirmatn' } });
  const image = drawing.render();
  try {
    return Buffer.from(image.asPng());
  } finally {
    image.free();
    drawing.free();
  }
}
