/** A call's target below the upstream's base: its decoded segments, and the path to send, which every server reads the same way. */
export type Target =
  | { readonly ok: true; readonly segments: readonly string[]; readonly path: string }
  | { readonly ok: false; readonly message: string };

const maxCharacters = 4_096;
const maxReadings = 5;

/**
 * Parses the path after `/gateway/{upstream}`, percent-encoded as the client wrote it. It refuses paths that servers are known to read in
 * different ways. Those have a dot segment, or a slash, backslash or control character in a segment, however often it is percent-encoded.
 * An empty segment is allowed only at the end.
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
 * The readings of a path that an API Gateway has decoded. They are its segments as they are, and decoded once more, as a server behind it
 * may do. Null for a path that servers are known to read in different ways, as in `targetOf`.
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

/** The segment decoded once, and again and again as servers behind may do, ignoring invalid codes. Null: it cannot be decoded. */
function readingsOf(segment: string): string[] | null {
  const first = decoded(segment);
  return first === null ? null : decodings(first);
}

/** The text after each further decoding; too many decodings give `..`, which is refused. */
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

/** Encodes a segment (RFC 3986), leaving every character that may stay, so that `a:b,c` arrives unchanged. */
const encoded = (segment: string): string =>
  encodeURIComponent(segment).replaceAll(/%(3A|40|24|26|2B|2C|3B|3D)/g, (code) => decodeURIComponent(code));
