/** Why a picture is not kept. `too_complex`: it was not drawn within the time or memory that one may take. */
export type PictureProblem = 'too_large' | 'not_a_picture' | 'animated' | 'too_many_pixels' | 'too_complex';

/** The copy that is kept: drawn anew from the pixels, so nothing else of the file is in it. */
export type Picture = {
  readonly bytes: Uint8Array;
  readonly type: 'image/png' | 'image/jpeg';
  /** In pixels, each 1…256. */
  readonly width: number;
  readonly height: number;
  /** SHA-256 of `bytes`, in hexadecimal. */
  readonly sha256: string;
};

/** A drawn picture, or the problem with what was sent. */
export type PictureOutcome =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly problem: PictureProblem };

/** Draws a picture that a stranger sent anew: PNG or JPEG in, at most 256 × 256 pixels and 60,000 bytes out. Total: hostile bytes are an outcome. */
export type DrawPicture = (bytes: Uint8Array) => Promise<PictureOutcome>;

/** Limits of a picture that is sent, and of the one that is kept. */
export const pictureLimits = {
  bytes: 1_000_000,
  pixels: 16_000_000,
  /** Chunks of a PNG, segments and scans of a JPEG. A camera's file has a few dozen. */
  parts: 4_096,
  scans: 64,
  side: 256,
  keptBytes: 60_000,
} as const;
