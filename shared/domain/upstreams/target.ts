/** Where a call goes below the upstream's base: its decoded segments, and the path to send, which no server reads in another way. */
export type Target =
  | { readonly ok: true; readonly segments: readonly string[]; readonly path: string }
  | { readonly ok: false; readonly message: string };

const maxCharacters = 4_096;
const maxReadings = 5;

/**
 * Reads what follows `/gateway/{upstream}`, percent-encoded as the client wrote it. Refused is whatever servers are known to read in different
 * ways: a dot segment, a slash or backslash, or a control character in a segment, however often it is percent-encoded; an empty segment but
 * at the end.
 */
export function targetOf(rest: string): Target {
  if (rest.length > maxCharacters) return refused(`The path may have at most ${maxCharacters} characters.`);
  if (rest === '') return { ok: true, segments: [], path: '' };
  const raw = rest.split('/').slice(1);
  if (!rest.startsWith('/') || raw.slice(0, -1).includes('')) return refused('The path must not have "//" in it.');
  const segments: string[] = [];
  for (const each of raw) {
    const readings = readingsOf(each);
    if (readings === null)
      return refused('The path has a "%" that is not followed by two hexadecimal digits of UTF-8.');
    if (readings.some(isAmbiguous)) {
      return refused(
        'The path must not have "." or ".." as a segment, nor a slash, backslash or control character in one.',
      );
    }
    segments.push(readings[0] ?? '');
  }
  return { ok: true, segments, path: segments.map((segment) => `/${encoded(segment)}`).join('') };
}

/**
 * The readings of a path that an API Gateway decoded before it came: its segments as they are, and as a server behind would have them
 * that decodes once more. Null for a path that servers are known to read in different ways, as in `targetOf`.
 */
export function segmentsIn(decodedPath: string): readonly (readonly string[])[] | null {
  const given = decodedPath.split('/').slice(1);
  if (decodedPath.length > maxCharacters || !decodedPath.startsWith('/') || given.slice(0, -1).includes(''))
    return null;
  if (given.some((each) => decodings(each).some(isAmbiguous))) return null;
  return [given, given.map((each) => decoded(each) ?? each)];
}

const refused = (message: string): Target => ({ ok: false, message });

const isAmbiguous = (segment: string): boolean =>
  !segment.isWellFormed() || /[/\\\p{Cc}]/u.test(segment) || /^\.{1,2}(;|$)/.test(segment.trim());

/**
 * The segment decoded once, and as servers behind would read it that decode it again and again, passing over what is no code. Null: it
 * cannot be decoded.
 */
function readingsOf(segment: string): string[] | null {
  const first = decoded(segment);
  return first === null ? null : decodings(first);
}

/** The text, and what is left of it each time that it is decoded again; of too many the last is no name at all. */
function decodings(first: string): string[] {
  const readings = [first];
  for (let text = first; readings.length <= maxReadings; readings.push(text)) {
    const next = decodedAgain(text);
    if (next === text) return readings;
    text = next;
  }
  return ['..'];
}

const decodedAgain = (text: string): string =>
  text.replaceAll(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** RFC 3986 `segment`: what may stand as it is stays, so that `a:b,c` is not changed on the way. */
const encoded = (segment: string): string =>
  encodeURIComponent(segment).replaceAll(/%(3A|40|24|26|2B|2C|3B|3D)/g, (code) => decodeURIComponent(code));
