import type { Licence } from '../shared/domain/catalog/licence.ts';
import { conversationsInPlainWords } from './plain-words.ts';

/** A published text never changes: a new version is a new file beside this one. */
export const conversationLicence: Licence = {
  id: 'conversations',
  version: '2026-11-01',
  summary: conversationsInPlainWords,
  title: { en: 'Licence for conversation data', ar: 'رخصة بيانات المحادثات' },
  text: {
    en: `Licence for conversation data, version 2026-11-01

1. What you get. A right, not exclusive and not transferable, to read records of the dataset through the API with your own
   keys while your subscription runs, and to use them to understand, track and measure conversations around brands.

2. What you may not do. You may not resell, publish or share records in bulk, rebuild a copy of the dataset, identify or
   contact the people who wrote posts, train a model that reproduces records, or use records for surveillance by or for a
   government without written permission.

3. What you keep. Results that you derive, such as counts, trends and reports, are yours, as long as no single record can be
   read back from them.

4. What you must do. Keep keys secret; tell us at once when one leaks. Delete a record within 30 days after it has
   disappeared from the API, and every record within 30 days after your last subscription ends.

5. What we record. We record which key read which records and when, and we may show that record to prove how the data was used.

6. End. The licence ends with your last subscription, or when you break it and do not mend that within 14 days of being told.

This text is a demonstration. Have your own lawyer write yours.
`,
    ar: `رخصة بيانات المحادثات، الإصدار 2026-11-01

1. ما تحصل عليه. حق غير حصري وغير قابل للنقل في قراءة سجلات مجموعة البيانات عبر واجهة API بمفاتيحك الخاصة ما دام
   اشتراكك ساريًا، واستخدامها لفهم المحادثات حول العلامات التجارية ومتابعتها وقياسها.

2. ما لا يجوز لك. لا يجوز لك أن تعيد بيع السجلات أو تنشرها أو تشاركها بكميات كبيرة، ولا أن تعيد بناء نسخة من مجموعة
   البيانات، ولا أن تحدد هوية كتّاب المنشورات أو تتواصل معهم، ولا أن تدرّب نموذجًا يعيد إنتاج السجلات، ولا أن تستخدم
   السجلات في المراقبة من قِبل جهة حكومية أو لصالحها من دون إذن مكتوب.

3. ما يبقى لك. النتائج التي تستخلصها، مثل الأعداد والاتجاهات والتقارير، ملك لك ما دام لا يمكن استرجاع أي سجل منفرد منها.

4. ما يجب عليك. حافظ على سرية المفاتيح، وأخبرنا فورًا إذا تسرّب أحدها. احذف أي سجل خلال 30 يومًا من اختفائه من واجهة
   API، واحذف كل السجلات خلال 30 يومًا من انتهاء آخر اشتراك لك.

5. ما نسجّله. نسجّل أي مفتاح قرأ أي سجلات ومتى، ولنا أن نعرض هذا السجل لإثبات كيفية استخدام البيانات.

6. الانتهاء. تنتهي الرخصة بانتهاء آخر اشتراك لك، أو إذا أخللت بها ولم تتدارك ذلك خلال 14 يومًا من إخطارك.

هذا النص مثال للعرض. اطلب من محاميك أن يكتب نصك.
`,
  },
};
