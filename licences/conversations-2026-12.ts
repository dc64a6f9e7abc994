import type { Licence } from '../shared/domain/catalog/licence.ts';
import { conversationsInPlainWords } from './plain-words.ts';

/** A published version never changes: a new one is a new file beside this one. */
export const conversationLicence: Licence = {
  id: 'conversations',
  version: '2026-12-02',
  summary: conversationsInPlainWords,
  title: { en: 'Licence for conversation data', ar: 'رخصة بيانات المحادثات' },
  terms: {
    permits: { usage: ['ai-input', 'ai-index'], user: ['commercial', 'non-commercial', 'education'] },
    prohibits: { usage: ['ai-train'], user: ['government'] },
    payment: 'subscription',
    warranties: ['authority'],
    disclaimers: ['no-warranty'],
    copyright: { holder: 'Parley Data', type: 'organization' },
    redistribution: 'derived',
    retentionDays: 365,
    deleteWithinDays: 30,
    auditNoticeDays: 30,
    governmentEndUsers: 'with_approval',
    modelTraining: 'with_approval',
  },
  text: {
    en: `Licence for conversation data, version 2026-12-02

1. What you get. A right, not exclusive and not transferable, to read records of the dataset through the API with your own
   keys while your subscription runs, and to use them to understand, track and measure conversations around brands. For that
   purpose you may give records to an AI model as input, and keep them in an index for it.

2. What you may not do. You may not resell, publish or share records in bulk, rebuild a copy of the dataset, or identify or
   contact the people who wrote posts. Without our written permission you may not train a model with records, and you may
   not use records by or for a government.

3. What you keep. Results that you derive, such as counts, trends and reports, are yours, as long as no single record can be
   read back from them.

4. What you must do. Keep keys secret; tell us at once when one leaks. Keep a record for 365 days at most. Delete a record
   within 30 days after it has disappeared from the API, and every record within 30 days after your last subscription ends.

5. What we record. We record which key read which records and when, give you the same record to check, and may show it to
   prove how the data was used. With 30 days' notice we may have an independent auditor check how you use records.

6. End. The licence ends with your last subscription, or when you break it and do not mend that within 14 days of being told.

This text is a demonstration. Have your own lawyer write yours.
`,
    ar: `رخصة بيانات المحادثات، الإصدار 2026-12-02

1. ما تحصل عليه. حق غير حصري وغير قابل للنقل في قراءة سجلات مجموعة البيانات عبر واجهة API بمفاتيحك الخاصة ما دام
   اشتراكك ساريًا، واستخدامها لفهم المحادثات حول العلامات التجارية ومتابعتها وقياسها. ولك لهذا الغرض أن تقدّم السجلات
   مدخلات إلى نموذج ذكاء اصطناعي، وأن تحفظها في فهرس له.

2. ما لا يجوز لك. لا يجوز لك أن تعيد بيع السجلات أو تنشرها أو تشاركها بكميات كبيرة، ولا أن تعيد بناء نسخة من مجموعة
   البيانات، ولا أن تحدد هوية كتّاب المنشورات أو تتواصل معهم. ولا يجوز لك من دون إذن مكتوب منا أن تدرّب نموذجًا بالسجلات،
   ولا أن تستخدمها جهة حكومية أو تُستخدم لصالحها.

3. ما يبقى لك. النتائج التي تستخلصها، مثل الأعداد والاتجاهات والتقارير، ملك لك ما دام لا يمكن استرجاع أي سجل منفرد منها.

4. ما يجب عليك. حافظ على سرية المفاتيح، وأخبرنا فورًا إذا تسرّب أحدها. احتفظ بالسجل 365 يومًا على الأكثر. احذف أي سجل خلال 30 يومًا من اختفائه من واجهة
   API، واحذف كل السجلات خلال 30 يومًا من انتهاء آخر اشتراك لك.

5. ما نسجّله. نسجّل أي مفتاح قرأ أي سجلات ومتى، ونقدّم لك السجل نفسه لتتحقق منه، ولنا أن نعرضه لإثبات كيفية استخدام
   البيانات. ولنا بعد إشعار مدته 30 يومًا أن نكلّف مدققًا مستقلًا بالتحقق من كيفية استخدامك للسجلات.

6. الانتهاء. تنتهي الرخصة بانتهاء آخر اشتراك لك، أو إذا أخللت بها ولم تتدارك ذلك خلال 14 يومًا من إخطارك.

هذا النص مثال للعرض. اطلب من محاميك أن يكتب نصك.
`,
  },
};
