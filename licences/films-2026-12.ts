import type { Licence } from '../shared/domain/catalog/licence.ts';
import { filmsInPlainWords } from './plain-words.ts';

/** A published version never changes: a new one is a new file beside this one. */
export const filmsLicence: Licence = {
  id: 'films',
  version: '2026-12-02',
  summary: filmsInPlainWords,
  title: { en: 'Licence for film data', ar: 'رخصة بيانات الأفلام' },
  terms: {
    permits: { usage: ['ai-all', 'search'] },
    prohibits: {},
    payment: 'subscription',
    disclaimers: ['as-is', 'no-warranty'],
    copyright: { holder: 'Parley Data', type: 'organization' },
    redistribution: 'derived',
    governmentEndUsers: 'allowed',
    modelTraining: 'allowed',
  },
  text: {
    en: `Licence for film data, version 2026-12-02

1. You may read records of the dataset through the API with your own keys and use them in your products and reports.
   You may train models with them.

2. You may not resell the dataset or offer a copy of it.

3. The figures come from the movies table of vega-datasets and are given without warranty.

4. We record which key read which records and when, and we give you the same record to check.

This text is a demonstration. Have your own lawyer write yours.
`,
    ar: `رخصة بيانات الأفلام، الإصدار 2026-12-02

1. لك أن تقرأ سجلات مجموعة البيانات عبر واجهة API بمفاتيحك الخاصة، وأن تستخدمها في منتجاتك وتقاريرك.
   ولك أن تدرّب بها النماذج.

2. ليس لك أن تعيد بيع مجموعة البيانات ولا أن تعرض نسخة منها.

3. الأرقام مأخوذة من جدول الأفلام في vega-datasets، وتُقدَّم من دون أي ضمان.

4. نسجّل أي مفتاح قرأ أي سجلات ومتى، ونقدّم لك السجل نفسه لتتحقق منه.

هذا النص مثال للعرض. اطلب من محاميك أن يكتب نصك.
`,
  },
};
