import { type PngChunk, pngChunks, pngOf } from './png-chunks.ts';
import { isCompactJws } from './vc-jwt.ts';

const keyword = 'openbadgecredential';
/** Not compressed, no language, no translated keyword: as OB 3.0 asks of the chunk. */
const beforeText = Buffer.concat([Buffer.from(keyword, 'latin1'), Uint8Array.of(0, 0, 0, 0, 0)]);

/**
 * Puts the credential into one `iTXt` chunk behind IHDR (OB 3.0, section 5.3.1).
 * @throws TypeError for a broken PNG, a second credential, or no JWT.
 */
export function bakePng(picture: Uint8Array, jwt: string): Uint8Array {
  const [header, ...rest] = pngChunks(picture) ?? [];
  if (header === undefined) throw new TypeError('The picture is not a PNG.');
  if (rest.some(isCredentialChunk)) throw new TypeError('The picture holds a credential already.');
  if (!isCompactJws(jwt)) throw new TypeError('The credential is not a compact JWT.');
  const data = Buffer.concat([beforeText, Buffer.from(jwt, 'ascii')]);
  return pngOf([header, { type: 'iTXt', data }, ...rest]);
}

/** The texts of all credential chunks; null in place of one that breaks OB 3.0. */
export const credentialTexts = (chunks: readonly PngChunk[]): readonly (string | null)[] =>
  chunks.filter(isCredentialChunk).map(({ data }) => textOf(data));

function isCredentialChunk({ type, data }: PngChunk): boolean {
  const named = Buffer.from(data.subarray(0, keyword.length + 1)).toString('latin1');
  return type === 'iTXt' && named === `${keyword}\0`;
}

/** The text of a credential chunk. Language and translated keyword are allowed and ignored; a compressed text is not read. */
function textOf(data: Uint8Array): string | null {
  const [compressed, , ...rest] = data.subarray(keyword.length + 1);
  const languageEnd = rest.indexOf(0);
  const translatedEnd = rest.indexOf(0, languageEnd + 1);
  if (compressed !== 0 || languageEnd < 0 || translatedEnd < 0) return null;
  return Buffer.from(rest.slice(translatedEnd + 1)).toString('utf8');
}
