import { credentialTexts } from './bake-png.ts';
import { credentialAttributes } from './bake-svg.ts';
import { isPng, pngChunks } from './png-chunks.ts';
import { startTags } from './svg-markup.ts';
import { isCompactJws } from './vc-jwt.ts';

/** Bytes of the largest file that is read. */
export const maxBakedBytes = 256 * 1024;

/**
 * `too_large`: past 256 KB. `not_readable`: no JWT, PNG or SVG, or one that is broken. `more_than_one`: OB 3.0 allows only one in a file.
 */
export type UnbakeProblem = 'too_large' | 'not_readable' | 'no_credential' | 'more_than_one' | 'not_a_jwt';

/** The JWT found in a file, or why there is none. */
export type Unbaked = { readonly jwt: string } | { readonly problem: UnbakeProblem };

/** The JWT in a file: the text itself, or one baked into a PNG or SVG. The credential is not verified here. */
export function unbake(file: Uint8Array): Unbaked {
  if (file.byteLength > maxBakedBytes) return { problem: 'too_large' };
  const found = isPng(file) ? inPng(file) : inText(file);
  if (found === null) return { problem: 'not_readable' };
  const [jwt, ...more] = found;
  if (jwt === undefined) return { problem: 'no_credential' };
  if (more.length > 0) return { problem: 'more_than_one' };
  return jwt !== null && isCompactJws(jwt) ? { jwt } : { problem: 'not_a_jwt' };
}

type Found = readonly (string | null)[] | null;

function inPng(file: Uint8Array): Found {
  const chunks = pngChunks(file);
  return chunks && credentialTexts(chunks);
}

function inText(file: Uint8Array): Found {
  const text = utf8(file)?.trim();
  if (!text?.startsWith('<')) return text ? [text] : null;
  const tags = startTags(text);
  return tags && credentialAttributes(tags);
}

function utf8(file: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return null;
  }
}
