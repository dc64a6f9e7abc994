import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decodeJpeg, { init as initJpegDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initJpegEncoder } from '@jsquash/jpeg/encode.js';
import decodePng, { init as initPng } from '@jsquash/png/decode.js';
import encodePng from '@jsquash/png/encode.js';
import type { Pixels } from './shrink.ts';

/** WebAssembly: what a hostile file does to a decoder stays in its own memory. They reject files that they cannot draw. */
export type Codecs = {
  readonly decode: Readonly<Record<'png' | 'jpeg', (bytes: Uint8Array) => Promise<Pixels>>>;
  readonly encodePng: (pixels: Pixels) => Promise<Uint8Array>;
  /** `quality` 1…100. */
  readonly encodeJpeg: (pixels: Pixels, quality: number) => Promise<Uint8Array>;
};

const resolve = createRequire(import.meta.url).resolve;
/** Emscripten's options; the decoder's complaints about a file are nobody's news. */
const quiet = async (file: string) => ({
  noInitialRun: true,
  wasmBinary: await readFile(resolve(file)),
  printErr: () => {},
});

/** Pixels in the form that decoders answer with; browsers have it, Node does not. */
class BareImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  readonly colorSpace = 'srgb';
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

async function load(): Promise<Codecs> {
  Object.assign(globalThis, { ImageData: BareImageData });
  await Promise.all([
    quiet('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm').then(initJpegDecoder),
    quiet('@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm').then(initJpegEncoder),
    readFile(resolve('@jsquash/png/codec/pkg/squoosh_png_bg.wasm')).then(initPng),
  ]);
  return {
    decode: {
      png: (bytes) => decodePng(bufferOf(bytes)),
      jpeg: (bytes) => decodeJpeg(bufferOf(bytes), { preserveOrientation: true }),
    },
    encodePng: async (pixels) => new Uint8Array(await encodePng(imageOf(pixels))),
    encodeJpeg: async (pixels, quality) => new Uint8Array(await encodeJpeg(imageOf(pixels), { quality })),
  };
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
const imageOf = ({ data, width, height }: Pixels) =>
  new BareImageData(data, width, height) as Parameters<typeof encodePng>[0] & Parameters<typeof encodeJpeg>[0];

let loading: Promise<Codecs> | undefined;

/** The codecs, loaded once. */
export function codecs(): Promise<Codecs> {
  loading ??= load();
  return loading;
}

/** For after a codec has thrown: mozjpeg's heap is not what it was then, and some sixty failures later it never comes back. */
export function forgetCodecs(): void {
  loading = undefined;
}
