import { type PngChunk, pngChunks, pngOf } from './png-chunks.ts';
import { isCompactJws } from './vc-jwt.ts';

const keyword = 'openbadgecredential';
/** Not compressed, no language, no translated keyword: as OB 3.0 asks of the chunk. */
const beforeText = Buffer.concat([Buffer.from(keyword, 'latin1'), Uint8Array.of(0, 0, 0, 0, 0)]);

/**
 * The picture with the credential in it (OB 3.0, section 5.3.1): one `iTXt` chunk behind the header.
 * @throws TypeError where the picture is no whole PNG or holds a credential already, or the text is no JWT.
 */
export function bakePng(picture: Uint8Array, jwt: string): Uint8Array {
  const [header, ...rest] = pngChunks(picture) ?? [];
  if (header === undefined) throw new TypeError('The picture is not a PNG.');
  if (rest.some(isCredentialChunk)) throw new TypeError('The picture holds a credential already.');
  if (!isCompactJws(jwt)) throw new TypeError('The credential is not a compact JWT.');
  const data = Buffer.concat([beforeText, Buffer.from(jwt, 'ascii')]);
  return pngOf([header, { type: 'iTXt', data }, ...rest]);
}

/** The texts of all chunks that are there for a credential; null in place of one that does not say it as OB 3.0 asks. */
export const credentialTexts = (chunks: readonly PngChunk[]): readonly (string | null)[] =>
  chunks.filter(isCredentialChunk).map(({ data }) => textOf(data));

function isCredentialChunk({ type, data }: PngChunk): boolean {
  const named = Buffer.from(data.subarray(0, keyword.length + 1)).toString('latin1');
  return type === 'iTXt' && named === `${keyword}\0`;
}

/** Language and translated keyword mean nothing here, and may be there; a compressed text may not. */
function textOf(data: Uint8Array): string | null {
  const [compressed, , ...rest] = data.subarray(keyword.length + 1);
  const languageEnd = rest.indexOf(0);
  const translatedEnd = rest.indexOf(0, languageEnd + 1);
  if (compressed !== 0 || languageEnd < 0 || translatedEnd < 0) return null;
  return Buffer.from(rest.slice(translatedEnd + 1)).toString('utf8');
}
