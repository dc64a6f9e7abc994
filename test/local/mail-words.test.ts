import { expect, test } from 'vitest';
import { mailExamples } from '../../local/control/mail-examples.ts';

const site = 'Parley Data';
const examples = mailExamples({ site, supportEmail: 'support@example.com', origin: 'https://shop.example' });
const textsOf = (language: 'en' | 'ar') =>
  examples.flatMap(({ title, content }) => {
    const { subject, paragraphs, note } = content(language);
    return [subject, ...paragraphs, note].map((text) => ({ title, text }));
  });

test('a sentence of a mail in English has 25 words at most, and opens with its actor or its act', () => {
  const sentences = textsOf('en').flatMap(({ title, text }) =>
    text.split(/(?<=[.!?])\s+/).map((each) => ({ title, each })),
  );
  const wrong = sentences.filter(
    ({ each }) => /^(What|Who|Whoever|Whose|Of|That which)\b/.test(each) || each.split(/\s+/).length > 25,
  );
  expect(wrong).toEqual([]);
});

test('a subject in Arabic begins with an Arabic word, which sets its direction where nothing else can', () => {
  const subjects = examples.map(({ content }) => content('ar').subject);
  expect(subjects.filter((subject) => !/^[\u0600-\u06ff]/.test(subject))).toEqual([]);
});

test('the site’s name keeps its own direction in every Arabic mail', () => {
  const bare = textsOf('ar').filter(({ text }) => text.replaceAll(`\u2068${site}\u2069`, '').includes(site));
  expect(bare).toEqual([]);
});
