import { describe, expect, it, test } from 'vitest';
import { inLanguage, textIn } from '../../../shared/domain/catalog/localized.ts';
import { catalogErrors } from '../../../shared/domain/catalog/validate.ts';
import { mailContent, mailSiteOf } from '../../../shared/domain/mail/compose.ts';
import { noticeEvent } from '../../../shared/domain/webhooks/event.ts';
import { desiredCatalog } from '../../../shared/stripe/catalog/desired.ts';
import catalog from '../../../tollgate.config.ts';
import { valid } from './configuration.ts';

const both = { en: 'Readings', ar: 'قراءات' };
const [dataset] = valid.datasets;
const withDataset = (more: object) => catalogErrors({ ...valid, datasets: [{ ...dataset, ...more }] });

test('a text of all languages is the same in each, and one by language is not', () => {
  expect([textIn('Readings', 'en'), textIn('Readings', 'ar')]).toEqual(['Readings', 'Readings']);
  expect([textIn(both, 'en'), textIn(both, 'ar')]).toEqual(['Readings', 'قراءات']);
  expect(inLanguage({ name: both, left: 3, at: null }, 'ar')).toEqual({ name: 'قراءات', left: 3, at: null });
});

describe('in the configuration', () => {
  it.each(['title', 'description', 'source'])('the %s of a dataset may be written in both languages', (name) => {
    expect(withDataset({ [name]: both })).toEqual([]);
  });

  it.each([
    [{ en: 'Readings' }, 'ar'],
    [{ en: 'Readings', ar: '' }, 'ar'],
    [{ en: '', ar: 'قراءات' }, 'en'],
  ])('%j lacks a language', (title, language) => {
    expect(withDataset({ title })).toEqual([
      { field: `datasets[0].title.${language}`, message: 'must be a text of 1 to 200 characters' },
    ]);
  });

  it('a language that mails and pages do not have is refused', () => {
    expect(withDataset({ title: { ...both, fr: 'Relevés' } })).toMatchObject([{ field: 'datasets[0].title.fr' }]);
  });

  it('a field may have its meaning in both languages, and an example of its type', () => {
    const described = { type: 'number', meaning: { en: 'Degrees Celsius.', ar: 'درجات مئوية.' }, example: 21.5 };
    expect(withDataset({ fields: { ...dataset?.fields, warmth: described } })).toEqual([]);
  });

  it.each([
    [{ type: 'number', meaning: '' }, 'meaning'],
    [{ type: 'number' }, 'meaning'],
    [{ type: 'decimal', meaning: 'Warmth.' }, 'type'],
    [{ type: 'number', meaning: 'Warmth.', example: '21' }, 'example'],
    [{ type: 'integer', meaning: 'Warmth.', example: 1.5 }, 'example'],
    [{ type: 'boolean', meaning: 'Warm?', example: 'yes' }, 'example'],
    [{ type: 'string', meaning: 'Warmth.', example: '' }, 'example'],
    [{ type: 'string', meaning: 'Warmth.', unit: 'K' }, 'unit'],
  ])('the description %j has a mistake in %s', (described, mistake) => {
    const errors = withDataset({ fields: { ...dataset?.fields, warmth: described } });
    expect(errors.map(({ field }) => field)).toEqual([`datasets[0].fields.warmth.${mistake}`]);
  });

  it('a described field may order pages and be searched', () => {
    const fields = { at: { type: 'timestamp', meaning: 'When.' }, note: { type: 'string', meaning: 'Words.' } };
    const ordered = { fields, timeField: 'at', textFields: ['note'] };
    expect(withDataset(ordered)).toEqual([]);
    expect(withDataset({ ...ordered, timeField: 'note' })).toMatchObject([{ field: 'datasets[0].timeField' }]);
  });
});

describe('the name of a plan in both languages', () => {
  const name = { en: 'Pay-per-use', ar: 'الدفع حسب الاستخدام' };
  const notice = { id: 'one', kind: 'credit_low', name, left: 3 } as const;

  it('is in a mail as its reader’s language has it', () => {
    const site = mailSiteOf(catalog, 'https://data.example.com');
    const mailIn = (language: 'en' | 'ar') =>
      mailContent('credit_low', notice, { site, language, organization: 'Acme' });
    expect(mailIn('en').subject).toBe('Your Pay-per-use credit is running low: 3 left');
    expect(mailIn('ar').subject).toContain('الدفع حسب الاستخدام');
    expect(mailIn('ar').subject).not.toContain('Pay-per-use');
  });

  it('is English in an event for webhooks, as before', () => {
    const { data } = noticeEvent('acme', notice, '2026-12-01T00:00:00.000Z');
    expect(data).toEqual({ name: 'Pay-per-use', left: 3 });
  });

  it('is English at Stripe', () => {
    const plans = catalog.plans.map((plan) => (plan.id === 'pay_per_use' ? { ...plan, name } : plan));
    const { products } = desiredCatalog({ ...catalog, plans }, new Date('2026-12-01T00:00:00.000Z'));
    expect(products.map((product) => product.name)).toContain('Pay-per-use credit');
  });
});
