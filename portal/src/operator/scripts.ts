/** Scripts that names are written in and that letters are mistaken between, by their ISO 15924 codes. */
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

export type CodePoint = {
  /** `U+0430` */
  readonly code: string;
  /** Empty where nothing would be seen of it. */
  readonly shown: string;
  /** Undefined where it belongs to none, like a digit or a sign. */
  readonly script: string | undefined;
};

/** A text letter by letter. */
export const codePointsOf = (text: string): CodePoint[] =>
  [...text].map((character) => ({
    code: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    shown: visible.test(character) ? character : '',
    script: scripts.find(([, pattern]) => pattern.test(character))?.[0],
  }));
