import type { LicenceSummary } from '../shared/domain/catalog/licence.ts';

/** The licence for conversations in plain words. */
export const conversationsInPlainWords: LicenceSummary = {
  may: [
    {
      en: 'Read records with your own keys while your subscription runs.',
      ar: 'قراءة السجلات بمفاتيحك ما دام اشتراكك ساريًا.',
    },
    {
      en: 'Understand, track and measure conversations around brands.',
      ar: 'فهم المحادثات حول العلامات التجارية ومتابعتها وقياسها.',
    },
    {
      en: 'Give records to an AI model as input, for that purpose.',
      ar: 'تقديم السجلات مدخلات إلى نموذج ذكاء اصطناعي لهذا الغرض.',
    },
    {
      en: 'Keep counts, trends and reports that you derive.',
      ar: 'الاحتفاظ بما تستخرجه من أعداد واتجاهات وتقارير.',
    },
  ],
  mayNot: [
    { en: 'Resell, publish or share records in bulk.', ar: 'إعادة بيع السجلات أو نشرها أو مشاركتها بالجملة.' },
    { en: 'Identify or contact the people who wrote posts.', ar: 'تحديد هوية كاتبي المنشورات أو الاتصال بهم.' },
    {
      en: 'Train a model with records, or use records by or for a government, without our written permission.',
      ar: 'تدريب نموذج بالسجلات، أو استخدام جهة حكومية لها أو لصالحها، من دون إذن مكتوب منا.',
    },
  ],
  must: [
    { en: 'Keep keys secret, and tell us when one leaks.', ar: 'الحفاظ على سرية المفاتيح، وإبلاغنا عند تسرّب أحدها.' },
    { en: 'Keep a record for 365 days at most.', ar: 'الاحتفاظ بالسجل 365 يومًا على الأكثر.' },
    {
      en: 'Delete a record within 30 days after it disappears from the API or your last subscription ends.',
      ar: 'حذف السجل خلال 30 يومًا من اختفائه من واجهة API أو من انتهاء آخر اشتراك لك.',
    },
  ],
};

/** The licence for films in plain words. */
export const filmsInPlainWords: LicenceSummary = {
  may: [
    { en: 'Read records with your own keys.', ar: 'قراءة السجلات بمفاتيحك.' },
    { en: 'Use them in your products and reports.', ar: 'استخدامها في منتجاتك وتقاريرك.' },
    { en: 'Train models with them.', ar: 'تدريب النماذج بها.' },
  ],
  mayNot: [{ en: 'Resell the dataset or offer a copy of it.', ar: 'إعادة بيع مجموعة البيانات أو تقديم نسخة منها.' }],
  must: [
    {
      en: 'Accept that the figures come without warranty and that we record which key read which records.',
      ar: 'قبول أن الأرقام بلا ضمان، وأننا نسجّل أي مفتاح قرأ أي سجلات.',
    },
  ],
};
