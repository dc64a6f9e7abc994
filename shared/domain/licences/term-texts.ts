import type { Language } from '../accounts/account.ts';
import type { LicenceTerms, TermPermission } from '../catalog/licence-terms.ts';

/** A part of the terms that has a line of its own. */
export type TermName =
  | `${'permits' | 'prohibits'}.${'usage' | 'user' | 'geo'}`
  | Exclude<keyof LicenceTerms, 'permits' | 'prohibits'>;

type Words = Readonly<Record<string, string>>;

/** Terms in one language: labels by term, words of lists by RSL's, and sentences with numbers. */
export type TermTexts = {
  readonly labels: Readonly<Record<TermName, string>>;
  readonly words: Words;
  readonly permissions: Readonly<Record<TermPermission, string>>;
  readonly redistributions: Readonly<Record<LicenceTerms['redistribution'], string>>;
  readonly holders: Readonly<Record<NonNullable<LicenceTerms['copyright']>['type'], string>>;
  readonly spans: Readonly<Record<NonNullable<LicenceTerms['volumeCap']>['per'], string>>;
  readonly comma: string;
  readonly yes: string;
  readonly no: string;
  readonly notice: (days: string) => string;
};

const english: TermTexts = {
  labels: {
    'permits.usage': 'Allowed automated uses',
    'permits.user': 'Allowed users',
    'permits.geo': 'Allowed countries',
    'prohibits.usage': 'Automated uses that are not allowed',
    'prohibits.user': 'Users who need another licence',
    'prohibits.geo': 'Countries where the licence does not apply',
    payment: 'Payment',
    standard: 'Licence framework',
    warranties: 'We warrant',
    disclaimers: 'We disclaim',
    copyright: 'Rights holder',
    redistribution: 'You may pass on',
    retentionDays: 'Keep a record for at most',
    deleteWithinDays: 'Delete records within',
    auditNoticeDays: 'We may audit your use',
    volumeCap: 'Read at most',
    governmentEndUsers: 'Government end users',
    modelTraining: 'Training of models',
    useCaseApproval: 'Approval of each use case',
  },
  words: {
    all: 'any automated use',
    'ai-all': 'any use by AI systems',
    'ai-train': 'training AI models',
    'ai-input': 'input to AI models',
    'ai-index': 'indexes of AI systems',
    search: 'search engines',
    commercial: 'companies',
    'non-commercial': 'non-commercial users',
    education: 'education',
    government: 'governments',
    personal: 'private persons',
    purchase: 'one-time purchase',
    subscription: 'subscription',
    training: 'for each training',
    crawl: 'for each crawl',
    use: 'for each answer of an AI system',
    contribution: 'a contribution of your choice',
    attribution: 'credit with a link',
    free: 'free',
    ownership: 'that we own the data',
    authority: 'that we may license the data',
    'no-infringement': 'that the data infringes no rights',
    'privacy-consent': 'that people consented where needed',
    'no-malware': 'that the data has no malware',
    'as-is': 'the data is given as it is',
    'no-warranty': 'any warranty',
    'no-liability': 'any liability',
    'no-indemnity': 'any indemnity',
  },
  permissions: { allowed: 'allowed', with_approval: 'only with our written permission', prohibited: 'not allowed' },
  redistributions: {
    records: 'records as they are',
    derived: 'only results from which no record can be read back',
    none: 'nothing',
  },
  holders: { person: 'person', organization: 'organization' },
  spans: { day: 'per day', month: 'per month', year: 'per year' },
  comma: ', ',
  yes: 'required',
  no: 'not required',
  notice: (days) => `after a notice of ${days}`,
};

const arabic: TermTexts = {
  labels: {
    'permits.usage': 'الاستخدامات الآلية المسموحة',
    'permits.user': 'المستخدمون المسموح لهم',
    'permits.geo': 'البلدان المسموحة',
    'prohibits.usage': 'الاستخدامات الآلية غير المسموحة',
    'prohibits.user': 'من يحتاج إلى رخصة أخرى',
    'prohibits.geo': 'البلدان التي لا تسري فيها الرخصة',
    payment: 'الدفع',
    standard: 'إطار الرخصة',
    warranties: 'نضمن',
    disclaimers: 'لا نتحمّل',
    copyright: 'صاحب الحقوق',
    redistribution: 'لك أن تنقل إلى غيرك',
    retentionDays: 'احتفظ بالسجل مدة أقصاها',
    deleteWithinDays: 'احذف السجلات خلال',
    auditNoticeDays: 'لنا أن ندقّق استخدامك',
    volumeCap: 'اقرأ على الأكثر',
    governmentEndUsers: 'المستفيدون الحكوميون',
    modelTraining: 'تدريب النماذج',
    useCaseApproval: 'الموافقة على كل غرض استخدام',
  },
  words: {
    all: 'أي استخدام آلي',
    'ai-all': 'أي استخدام في أنظمة الذكاء الاصطناعي',
    'ai-train': 'تدريب نماذج الذكاء الاصطناعي',
    'ai-input': 'مدخلات لنماذج الذكاء الاصطناعي',
    'ai-index': 'فهارس أنظمة الذكاء الاصطناعي',
    search: 'محركات البحث',
    commercial: 'الشركات',
    'non-commercial': 'الجهات غير التجارية',
    education: 'التعليم',
    government: 'الجهات الحكومية',
    personal: 'الأفراد',
    purchase: 'شراء لمرة واحدة',
    subscription: 'اشتراك',
    training: 'عن كل تدريب',
    crawl: 'عن كل جمع آلي',
    use: 'عن كل إجابة لنظام ذكاء اصطناعي',
    contribution: 'مساهمة تختارها',
    attribution: 'ذكر المصدر مع رابط',
    free: 'مجانًا',
    ownership: 'أننا نملك البيانات',
    authority: 'أن لنا حق ترخيص البيانات',
    'no-infringement': 'أن البيانات لا تنتهك حقوق أحد',
    'privacy-consent': 'أن الأشخاص وافقوا حيث يلزم',
    'no-malware': 'أن البيانات خالية من البرامج الضارة',
    'as-is': 'تُقدَّم البيانات كما هي',
    'no-warranty': 'أي ضمان',
    'no-liability': 'أي مسؤولية',
    'no-indemnity': 'أي تعويض',
  },
  permissions: { allowed: 'مسموح', with_approval: 'بإذن مكتوب منا فقط', prohibited: 'غير مسموح' },
  redistributions: {
    records: 'السجلات كما هي',
    derived: 'النتائج التي لا يمكن استرجاع أي سجل منها فقط',
    none: 'لا شيء',
  },
  holders: { person: 'شخص', organization: 'مؤسسة' },
  spans: { day: 'في اليوم', month: 'في الشهر', year: 'في السنة' },
  comma: '، ',
  yes: 'مطلوبة',
  no: 'غير مطلوبة',
  notice: (days) => `بعد إشعار مدته ${days}`,
};

/** The texts of terms by language. */
export const termTexts: Readonly<Record<Language, TermTexts>> = { en: english, ar: arabic };
