import type { Random } from './random.ts';

const markup = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><script>alert(1)</script>',
  '</style><svg onload=alert(1)>',
  ']]><!--',
  '-->',
  '&lt;b&gt;&amp;&#60;&colon;',
  `{{7*7}}$\{7*7}<%= 7 %>`,
  '</text></svg><script/>',
  '<!DOCTYPE x [<!ENTITY a "b">]>&a;',
  '`alert`1``',
  '=cmd|calc',
];
const marks = [
  '\u202e',
  '\u2066',
  '\u200b',
  '\u200f',
  '\ufeff',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\r\n',
  '\u2028',
  '\u0085',
];
const letters = [
  'a',
  'Z',
  '0',
  ' ',
  'é',
  'ß',
  'ﬁ',
  'İ',
  'а',
  'α',
  'ا',
  'ש',
  '漢',
  '한',
  '𝒜',
  '😀',
  '👨‍👩‍👧',
  '\u0301',
  '\ud800',
  '\udc00',
  '\u{e0041}',
];

function strangeText(random: Random): string {
  const printable = random.below(2) === 0;
  const parts = Array.from({ length: 1 + random.below(printable ? 2 : 6) }, () =>
    random.oneOf([
      () => random.oneOf(markup),
      () => random.oneOf(printable ? markup : marks),
      () => Array.from({ length: random.below(20) }, () => random.oneOf(letters)).join(''),
      () => `Z${'\u0310\u0334\u0341'.repeat(random.below(20))}`,
      () => (printable ? 'Ada ' : String.fromCharCode(...random.bytes(random.below(12)))),
    ])(),
  );
  const text = parts.join('');
  return random.below(40) === 0 ? text.repeat(1 + random.below(2_000)) : text.slice(0, 1 + random.below(120));
}

const schemes = [
  'https://',
  'http://',
  'javascript:',
  'data:text/html,',
  'vbscript:',
  'file:///',
  '//',
  'ftp://',
  ' https://',
  'HTTPS://',
];
const hosts = [
  'ada.example',
  'xn--80ak6aa92e.com',
  'аррӏе.com',
  '[::1]',
  '127.0.0.1',
  '169.254.169.254',
  '0x7f.1',
  'a'.repeat(300),
  'ada.example\u202emoc',
  'x@y',
  'ada.example:99999',
  '%00',
  '',
];

function strangeAddress(random: Random): string {
  const rest = random.oneOf(['', '/', '/?q=', '/#', '/%', '/"><', "/'"]) + random.oneOf([...markup, '', '']);
  return `${random.oneOf(schemes)}${random.oneOf(hosts)}${rest}`;
}

const strangeHandle = (random: Random): string =>
  random.oneOf([
    () => strangeText(random),
    () => Array.from({ length: 1 + random.below(34) }, () => random.oneOf([...'abio01lmrnvw_'])).join(''),
    () =>
      random.oneOf([
        'check',
        'oembed',
        '__proto__',
        'constructor',
        '..',
        'ada.json',
        'ada/picture',
        '@x',
        '$y',
        'null',
      ]),
  ])();

/** No text at all, where one is meant. */
const strangeValue = (random: Random): unknown =>
  random.oneOf<unknown>([null, 7, true, [], {}, { toString: 'x' }, ['https://ada.example'], 1e308, '']);

/** Changes that somebody may send as a profile: one field or several, of any kind. */
export function hostileProfile(random: Random): Record<string, unknown> {
  const fields: readonly (readonly [string, () => unknown])[] = [
    ['displayName', () => strangeText(random)],
    ['displayName', () => strangeText(random)],
    ['url', () => strangeAddress(random)],
    ['handle', () => strangeHandle(random)],
    ['picture', () => strangeAddress(random)],
    ['answer', () => strangeText(random)],
    [strangeText(random), () => strangeText(random)],
  ];
  const chosen = Array.from({ length: 1 + random.below(2) }, () => random.oneOf(fields));
  return Object.fromEntries(
    chosen.map(([name, make]) => [name, random.below(12) === 0 ? strangeValue(random) : make()]),
  );
}
