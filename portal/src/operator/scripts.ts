/** Scripts of names whose letters are easily confused, by their ISO 15924 codes. */
const scripts = [
  ...([
    'Latn',
    'Grek',
    'Cyrl',
    'Armn',
    'Hebr',
    'Arab',
    'Syrc',
    'Thaa',
    'Nkoo',
    'Deva',
    'Beng',
    'Guru',
    'Gujr',
  ] as const),
  ...([
    'Taml',
    'Telu',
    'Knda',
    'Mlym',
    'Sinh',
    'Thai',
    'Laoo',
    'Tibt',
    'Mymr',
    'Geor',
    'Hang',
    'Ethi',
    'Cher',
  ] as const),
  ...(['Khmr', 'Mong', 'Hira', 'Kana', 'Bopo', 'Hani', 'Lisu', 'Vaii', 'Copt', 'Tfng'] as const),
].map((code) => [code, new RegExp(`^\\p{Script=${code}}$`, 'u')] as const);

const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u;

/** One letter of a name. */
export type CodePoint = {
  /** `U+0430` */
  readonly code: string;
  /** The letter; empty if it is invisible. */
  readonly shown: string;
  /** Undefined for letters of no script, like digits and signs. */
  readonly script: string | undefined;
};

/** A text letter by letter. */
export const codePointsOf = (text: string): CodePoint[] =>
  [...text].map((character) => ({
    code: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    shown: visible.test(character) ? character : '',
    script: scripts.find(([, pattern]) => pattern.test(character))?.[0],
  }));
