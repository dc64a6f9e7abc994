import type { Licence } from '../shared/domain/catalog/licence.ts';
import { filmsInPlainWords } from './plain-words.ts';

/** A published text never changes: a new version is a new file beside this one. */
export const filmsLicence: Licence = {
  id: 'films',
  version: '2026-11-01',
  summary: filmsInPlainWords,
  title: { en: 'Licence for film data', ar: 'رخصة بيانات الأفلام' },
  text: {
    en: `Licence for film data, version 2026-11-01

1. You may read records of the dataset through the API with your own keys and use them in your products and reports.

2. You may not resell the dataset or offer a copy of it.

3. The figures come from the movies table of vega-datasets and are given without warranty.

4. We record which key read which records and when.

This text is a demonstration. Have your own lawyer write yours.
`,
    ar: `رخصة بيانات الأفلام، الإصدار 2026-11-01

1. لك أن تقرأ سجلات مجموعة البيانات عبر واجهة API بمفاتيحك الخاصة، وأن تستخدمها في منتجاتك وتقاريرك.

2. ليس لك أن تعيد بيع مجموعة البيانات ولا أن تعرض نسخة منها.

3. الأرقام مأخوذة من جدول الأفلام في vega-datasets، وتُقدَّم من دون أي ضمان.

4. نسجّل أي مفتاح قرأ أي سجلات ومتى.

هذا النص مثال للعرض. اطلب من محاميك أن يكتب نصك.
`,
  },
};
