import { crc32 } from 'node:zlib';

/** The compact JWS of a document (OB 3.0, section 5): the text itself, or what is baked into a PNG or an SVG. */
export function compactJwsOf(document: Uint8Array): string {
  const bytes = Buffer.from(document);
  if (bytes.subarray(1, 4).toString('latin1') === 'PNG') return fromPng(bytes);
  const text = bytes.toString('utf8').trim();
  return text.startsWith('<') ? fromSvg(text) : text;
}

/** The first iTXt chunk with the keyword (section 5.3.1.2): it must be the only one, and not compressed. */
function fromPng(file: Buffer): string {
  const found: string[] = [];
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const length = file.readUInt32BE(at);
    const typeAndData = file.subarray(at + 4, at + 8 + length);
    if (crc32(typeAndData) !== file.readUInt32BE(at + 8 + length)) throw new Error('a chunk of the PNG is damaged');
    const [keyword, rest] = split(typeAndData.subarray(4));
    if (typeAndData.subarray(0, 4).toString() !== 'iTXt' || keyword !== 'openbadgecredential') continue;
    if (rest[0] !== 0) throw new Error('the credential in the PNG is compressed');
    const [, afterLanguage] = split(rest.subarray(2));
    const [, text] = split(afterLanguage);
    found.push(text.toString('utf8'));
  }
  return only(found);
}

function split(bytes: Buffer): readonly [string, Buffer] {
  const end = bytes.indexOf(0);
  return [bytes.subarray(0, end).toString('latin1'), bytes.subarray(end + 1)];
}

/** The `verify` attribute of the `openbadges:credential` element (section 5.3.2). */
function fromSvg(text: string): string {
  if (!/<svg\b[^>]*\sxmlns:openbadges="https:\/\/purl\.imsglobal\.org\/ob\/v3p0"/.test(text))
    throw new Error('the SVG does not declare the namespace of OB 3.0');
  const behindSvg = /<svg\b[^>]*>\s*<openbadges:credential\b/.test(text);
  if (!behindSvg) throw new Error('the credential does not stand directly behind the svg tag');
  return only([...text.matchAll(/<openbadges:credential\b[^>]*\sverify="([^"]*)"/g)].map(([, jws]) => jws ?? ''));
}

function only(found: readonly string[]): string {
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw new Error(`the document holds ${found.length} credentials`);
  return first;
}
