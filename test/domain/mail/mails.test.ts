/** The text of every mail in both languages. The examples of each mail are the cases. */
import { describe, expect, test } from 'vitest';
import { openedMail } from '../../../functions/mailer/envelope.ts';
import type { Language } from '../../../shared/domain/accounts/account.ts';
import { mailContent } from '../../../shared/domain/mail/compose.ts';
import { type MailName, mails } from '../../../shared/domain/mail/mails.ts';
import type { MailMessage } from '../../../shared/domain/mail/message.ts';

const site = {
  name: 'Parley Data',
  origin: 'https://shop.example',
  supportEmail: 'support@example.com',
  acceptancesKeptYears: 6,
};
const organization = 'Example Ltd';
const languages: readonly Language[] = ['en', 'ar'];
const examples = (Object.keys(mails) as MailName[]).flatMap((name) =>
  Object.entries(mails[name].examples).map(([variant, data]) => ({ title: `${name} ${variant}`.trim(), name, data })),
);
const contentOf = ({ name, data }: (typeof examples)[number], language: Language) =>
  mailContent(name, data as never, { site, language, organization });
const textsOf = (language: Language) =>
  examples.flatMap((example) => {
    const { subject, paragraphs, action, note } = contentOf(example, language);
    return [subject, ...paragraphs, ...(action ? [action.label] : []), note].map((text) => ({
      title: example.title,
      text,
    }));
  });
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

describe.each(examples)('$title', (example) => {
  test.each(languages)('has a subject of one line, text, and a reason for being sent (%s)', (language) => {
    const { subject, paragraphs, note } = contentOf(example, language);
    expect(paragraphs.length).toBeGreaterThan(0);
    for (const text of [subject, ...paragraphs, note]) {
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/[\r\n]|undefined|null|NaN|Invalid|\[object/);
    }
  });

  test('leads to the same page in both languages, in the portal or over TLS', () => {
    const [english, arabic] = languages.map((language) => contentOf(example, language).action);
    expect(arabic?.link).toBe(english?.link);
    if (['account_deleted', 'person_deleted'].includes(example.name)) expect(english).toBeUndefined();
    else expect(english?.link).toMatch(/^https:\/\/shop\.example\/[\w/-]*(\?(token|invitation)=[\w-]+)?(#[a-z]+)?$/);
  });

  test('is known to the mailer in the envelope that it has on the queue, with the occasion that it is mailed once for', () => {
    const mail = mails[example.name];
    const ids = { id: 'm1', accountId: 'acc_1' };
    const message =
      mail.to === 'account'
        ? { template: 'notice', ...ids, notice: { ...example.data, kind: example.name } }
        : { email: 'ada@buyer.example', language: 'en', ...example.data, template: example.name };
    const opened = openedMail(message as unknown as MailMessage);
    expect(opened.name).toBe(example.name);
    const repeated = ['sign_in', 'passkey_changed', 'badge_decided', 'affiliate_invited', 'member_invited'].includes(
      example.name,
    );
    expect(opened.once === null).toBe(repeated);
    if (!repeated) expect(opened).toMatchObject({ id: expect.any(String), accountId: expect.any(String) });
  });
});

test('a mail that a newer deployment queued fails, so that the queue hands it out again', () => {
  const message = { template: 'of_tomorrow', email: 'ada@buyer.example', language: 'en' };
  expect(() => openedMail(message as unknown as MailMessage)).toThrow('There is no mail of_tomorrow');
});

test('an invoice that can be paid at Stripe is opened there, without signing in', () => {
  const payAt = 'https://invoice.stripe.example/i/1';
  for (const { name, data } of examples.filter(({ data }) => 'payAt' in data))
    expect(mailContent(name, { ...data, payAt } as never, { site, language: 'en', organization }).action?.link).toBe(
      payAt,
    );
});

describe('a sentence', () => {
  test.each(languages)('has 20 words at most (%s)', (language) => {
    const long = textsOf(language)
      .flatMap(({ title, text }) => text.split(/(?<=[.!?؟])\s+/).map((sentence) => ({ title, sentence })))
      .filter(({ sentence }) => wordsOf(sentence).length > 20);
    expect(long).toEqual([]);
  });

  test('opens with its actor or its act', () => {
    const wrong = textsOf('en').filter(({ text }) => /(^|[.!?] )(What|Who|Whoever|Whose|Of|That which)\b/.test(text));
    expect(wrong).toEqual([]);
  });

  test('has no word that is nobody’s: neither another word for a thing, nor politeness, nor a passive that only a mark shows', () => {
    const english =
      /\b(please|sorry|e-mail|e-mails|at once|by itself|beyond|log in|units?|packs?|token|operator|deployment|somebody|whoever|nobody|hook|mark)\b|\bmails?\b|[!&]|\b(eg|ie|etc)\b/i;
    const arabic =
      /يُرجى|قم ب|من قِبل|بواسطة|لدى Parley|ضُبط|رُدّ|عُطّل|أُوقف|منظمة|شركة|خطة|وحدات|وسيلة|الملف التعريفي|الاستخدام/;
    const said = [
      ...textsOf('en').filter(({ text }) => english.test(text.replaceAll(/https?:\S+/g, ''))),
      ...textsOf('ar').filter(({ text }) => arabic.test(text)),
    ];
    expect(said).toEqual([]);
  });
});

describe('an Arabic mail', () => {
  const isolate = /[\u2066\u2068][^\u2066-\u2069]*\u2069/g;

  test('has a subject that begins with an Arabic word, which sets its direction where nothing else can', () => {
    const subjects = examples.map((example) => contentOf(example, 'ar').subject);
    expect(subjects.filter((subject) => !/^[\u0600-\u06ff]/.test(subject))).toEqual([]);
  });

  test('sets off each name and code, so that outside of them nothing but a few Latin terms runs from left to right', () => {
    const terms = /\b(API|DNS|TXT|URL|HTTP)\b/g;
    const bare = textsOf('ar').filter(({ text }) =>
      /[A-Za-z@$•]/.test(text.replaceAll(isolate, '').replaceAll(terms, '')),
    );
    expect(bare).toEqual([]);
  });

  test('closes each isolate within its text, and has no other marks of direction', () => {
    const open = textsOf('ar').filter(({ text }) =>
      /[\u2066-\u2069\u200e\u200f\u202a-\u202e]/.test(text.replaceAll(isolate, '')),
    );
    expect(open).toEqual([]);
  });

  test('sets off names that somebody typed by their first strong letter, and codes from left to right', () => {
    const named = textsOf('ar').flatMap(({ text }) => text.match(isolate) ?? []);
    for (const name of ['Parley Data', 'Example Ltd', 'Basic', 'Acme Ltd', 'The page does not name you.'])
      expect(named.filter((each) => each.includes(name)).map((each) => each.charAt(0))).not.toContain('\u2066');
    for (const code of ['@ada', 'acme.example', 'support@example.com', 'hooks.example.com', 'UTC', '4242', 'US$'])
      expect(new Set(named.filter((each) => each.includes(code)).map((each) => each.charAt(0)))).toEqual(
        new Set(['\u2066']),
      );
  });

  test('has Western digits, and as many of a thing as Arabic grammar has forms for', () => {
    expect(textsOf('ar').filter(({ text }) => /[\u0660-\u0669\u06f0-\u06f9]/.test(text))).toEqual([]);
    const allowance = (units: number) =>
      contentOf(
        {
          title: '',
          name: 'usage_reached',
          data: { ...mails.usage_reached.examples['80%']!, allowance: units } as never,
        },
        'ar',
      ).paragraphs[0];
    for (const [units, form] of [
      [1, 'سجل واحد'],
      [2, 'سجلان'],
      [3, '3 سجلات'],
      [11, '11 سجلًا'],
      [100, '100 سجل'],
      [10_000, '10,000 سجل'],
    ] as const)
      expect(allowance(units)).toContain(`وهي ${form}.`);
  });
});
