/** The formats and encodings that a client accepts: `Accept` and `Accept-Encoding` (RFC 9110, section 12.5). */

type Range = { readonly name: string; readonly quality: number };

const token = /^[!#$%&'*+.^_`|~\w-]+$/;
const weight = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** The members of a weighted list; undefined where it is none. */
function rangesOf(header: string, isName: (name: string) => boolean): readonly Range[] | undefined {
  const ranges: Range[] = [];
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((each) => each.trim());
    if (name === '' && parameters.length === 0) continue;
    const given = parameters.find((each) => /^q=/i.test(each))?.slice(2) ?? '1';
    if (!isName(name.toLowerCase()) || !weight.test(given)) return undefined;
    ranges.push({ name: name.toLowerCase(), quality: Number(given) });
  }
  return ranges;
}

const isMediaRange = (name: string): boolean => {
  const [type = '', subtype = '', ...more] = name.split('/');
  return more.length === 0 && token.test(type) && token.test(subtype) && (type !== '*' || subtype === '*');
};

/** The quality of the most specific range that covers it; 0 where none does. */
function qualityOf(mediaType: string, ranges: readonly Range[]): number {
  const wild = `${mediaType.split('/')[0]}/*`;
  for (const name of [mediaType, wild, '*/*']) {
    const range = ranges.find((each) => each.name === name);
    if (range) return range.quality;
  }
  return 0;
}

/**
 * Which of the offered media types (without parameters, the preferred first) the header likes best; the first without a header.
 * `none` where it takes none of them, `malformed` where it is no `Accept` header.
 */
export function preferredType<T extends string>(
  header: string | undefined,
  offers: readonly T[],
): T | 'none' | 'malformed' {
  const ranges = rangesOf(header ?? '', isMediaRange);
  if (ranges === undefined) return 'malformed';
  if (ranges.length === 0) return offers[0] ?? 'none';
  const [best] = offers
    .map((offer) => ({ offer, quality: qualityOf(offer, ranges) }))
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  return best?.offer ?? 'none';
}

/** `br` or `gzip`, whichever the header likes better (`br` on a tie); undefined where it takes neither. */
export function preferredEncoding(header: string | undefined): 'br' | 'gzip' | undefined {
  const ranges = rangesOf(header ?? '', (name) => token.test(name)) ?? [];
  const quality = (name: string) => (ranges.find((each) => each.name === name) ?? anyOf(ranges))?.quality ?? 0;
  const [best] = (['br', 'gzip'] as const)
    .map((name) => ({ name, quality: quality(name) }))
    .filter((each) => each.quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  return best?.name;
}

const anyOf = (ranges: readonly Range[]): Range | undefined => ranges.find(({ name }) => name === '*');
