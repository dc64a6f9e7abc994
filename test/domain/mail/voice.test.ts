/** One word for one thing, and digits by one rule, in all that buyers and operators read: emails, pages, dashboard, badges and problems. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mailContent } from '../../../shared/domain/mail/compose.ts';
import { type MailName, mails } from '../../../shared/domain/mail/mails.ts';
import { ar as badgeArabic } from '../../../shared/services/badges/pages/texts-ar.ts';
import { en as badgeEnglish } from '../../../shared/services/badges/pages/texts-en.ts';

type Language = 'en' | 'ar';
type Text = { readonly where: string; readonly text: string };

const textsIn = (where: string, value: unknown): Text[] => {
  if (typeof value === 'string') return [{ where, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsIn(`${where}.${name}`, each));
};

const site = {
  name: 'Parley',
  origin: 'https://shop.example',
  supportEmail: 'help@shop.example',
  acceptancesKeptYears: 6,
};

/** Every text of every email, from each of its examples. */
const mailTexts = (language: Language): Text[] =>
  (Object.keys(mails) as MailName[]).flatMap((name) =>
    Object.values(mails[name].examples).flatMap((example) => {
      const { subject, paragraphs, action, note } = mailContent(name, example as never, {
        ...{ site, language, organization: 'Acme' },
      });
      return [subject, ...paragraphs, action?.label ?? '', note].map((text) => ({ where: `email ${name}`, text }));
    }),
  );

const jsonTexts = (file: string): Text[] => textsIn(file, JSON.parse(readFileSync(file, 'utf8')));

const texts: Readonly<Record<Language, readonly Text[]>> = {
  en: [
    ...mailTexts('en'),
    ...['portal/src/i18n/en.json', 'pages/words/en.json', 'shared/problems/en.json'].flatMap(jsonTexts),
    ...textsIn('badge pages', badgeEnglish),
  ],
  ar: [
    ...mailTexts('ar'),
    ...['portal/src/i18n/ar.json', 'pages/words/ar.json', 'shared/problems/ar.json'].flatMap(jsonTexts),
    ...textsIn('badge pages', badgeArabic),
  ],
};

/** Names of values are code, and only amounts are of interest. */
const withoutNames = (text: string): string =>
  text.replace(/\{+(\w+)\}+/g, (_, name: string) => (/^(?:price|money|amount)$/.test(name) ? '$100' : '…'));

type Term = readonly [never: RegExp, instead: string];

const englishTerms: readonly Term[] = [
  [/\be-mail|\bmail(?:ed|s)?\b/i, 'email'],
  [/\bquotas?\b/i, 'allowance'],
  [/\boverage\b/i, 'extra usage'],
  [/\bunits?\b/i, 'records or requests'],
  [/(?<!evidence )\bpacks?\b/i, 'credit'],
  [/\bcoupons?\b/i, 'promo code'],
  [/\btiers?\b|\bpackages?\b/i, 'plan'],
  [/\btenants?\b|\bteammates?\b/i, 'organization, member'],
  [/\bsandbox\b/i, 'test key'],
  [/\bmagic link\b/i, 'sign-in link'],
  [/\blog in\b|\blogged in\b|(?<!company )\bregister\b/i, 'sign in'],
  [/\bagreements?\b|\bterms\b/i, 'licence'],
  [/\bdrift\b/i, 'corrections'],
  [/\bparked\b/i, 'needs replay'],
  [/\bOperator’s console\b/i, 'Console'],
  [/\bVAT id\b/i, 'VAT number'],
  [/\bvouch/i, 'affiliate'],
  [/\bwrite to us\b/i, 'contact us'],
  [/\b(?:please|sorry)\b|!(?!\d)/i, 'nothing'],
  [/\b(?:(?<!requests )at once|by itself|beyond|further|mend(?:ed)?)\b/i, 'plainer words'],
  [/\b(?:e\.g|i\.e|etc)\b/i, 'English words'],
  [
    /^(?:How it stands|Given up|Look again|Go on|What this means|To accept|Not mailed|Vouched for by)$/,
    'its new label',
  ],
  [/^(?:Cards and invoices|Give it up|Drop the change|Write to us|Drift|Send)$/, 'its new label'],
  [/[$€£]\S+ an? (?:month|year)\b/, 'per month, per year'],
];

const arabicTerms: readonly Term[] = [
  [/واجهة برمجية|الواجهة البرمجية/, 'واجهة API'],
  [/وسيلة|وسائل/, 'طريقة دفع'],
  [/كوبون/, 'رمز الخصم'],
  [/خطت|خطة|الخطط/, 'باقة'],
  [/منظمة|شركتك|منشأة/, 'مؤسسة'],
  [/خطاف/, 'ويب هوك'],
  [/وحدة|وحدات/, 'سجل أو طلب'],
  [/استدعاء/, 'طلب'],
  [/كوتا/, 'الحصة'],
  [/ترخيص/, 'رخصة'],
  [/لوحة القيادة/, 'لوحة التحكم'],
  [/رقم الطلب/, 'معرّف الطلب'],
  [/راسلنا|اكتب إلينا/, 'تواصل معنا'],
  [/يُرجى|يرجى|من قِبل|بواسطة|(?:^|\s)قم ب/, 'فعل'],
  [/مدفوع مقدّمًا|المدفوع مقدمًا/, 'رصيد مسبق الدفع'],
  [/تدوير/, 'استبدال'],
  [/سجلات نموذجية|مصطنعة/, 'عيّنة من السجلات، بيانات اصطناعية'],
  [/الفروق/, 'التصحيحات'],
  [/مستخدمون|المستخدمين(?! النهائيين)/, 'عضو'],
];

describe.each([
  ['en', englishTerms],
  ['ar', arabicTerms],
] as const)('the words of %s', (language, terms) => {
  test.each(terms)('never say %s, but %s', (term) => {
    expect(texts[language].length).toBeGreaterThan(1_500);
    const found = texts[language].filter(({ text }) => term.test(withoutNames(text)));
    expect(found.map(({ where, text }) => `${where}: ${text}`)).toEqual([]);
  });
});

test.each(['en', 'ar'] as const)('digits of %s are Western, and no date is written in numbers', (language) => {
  const found = texts[language].filter(({ text }) => /[٠-٩۰-۹]|\d{4}-\d{2}-\d{2}|\b\d{1,2}\/\d{1,2}\b/.test(text));
  expect(found).toEqual([]);
});

test('no text places a direction mark by hand: names and codes are isolated instead', () => {
  expect([...texts.en, ...texts.ar].filter(({ text }) => /[\u200e\u200f\u202a-\u202e]/.test(text))).toEqual([]);
});

test('every Arabic subject begins with an Arabic word, which sets the direction where nothing else can', () => {
  for (const name of Object.keys(mails) as MailName[])
    for (const example of Object.values(mails[name].examples)) {
      const { subject } = mailContent(name, example as never, { site, language: 'ar', organization: 'Acme' });
      expect(subject, name).toMatch(/^\p{Script=Arabic}/u);
    }
});
