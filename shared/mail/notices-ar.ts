import type { NoticeTexts } from './notice-texts.ts';
import { paymentFailures } from './payment-failures.ts';

const because = (site: string) => `تصلك هذه الرسالة لأن لديك اشتراكًا في ${site}.`;
const paidMeanwhile = 'إن كنت قد دفعت في هذه الأثناء فتجاهل هذه الرسالة.';
const intervals = { day: 'يوميًا', week: 'أسبوعيًا', month: 'شهريًا', year: 'سنويًا' };
const endedSubjects = { refunded: 'تم استرداد الدفعة', disputed: 'اعتراض على الدفعة' };
const endings = {
  refunded: 'استرداد مبلغ الفترة كاملًا.',
  disputed: 'اعتراض على إحدى الدفعات لدى البنك.',
  other: 'إلغاء الاشتراك أو إيقافه مؤقتًا أو عدم وصول دفعة.',
};

const units = { record: 'السجلات', request: 'الطلبات' };
const usedUp = {
  billed: (until: string) => `تستمر الطلبات، ونضيف الاستهلاك الإضافي إلى فاتورتك. تبدأ فترة جديدة في ${until}.`,
  refused: (until: string) => `تتوقف الطلبات حتى ${until}، وترقية الباقة تعيدها فورًا.`,
  'will be refused': (until: string) => `عند نفاد الحصة تتوقف الطلبات حتى ${until}. ترقية الباقة ترفع الحصة فورًا.`,
};

/** Each notice about a subscription, in Arabic. */
export const noticesInArabic: NoticeTexts = {
  trial_ending: ({ endsAt }, { site, name, date, moment }) => ({
    subject: `تنتهي فترتك التجريبية في ${name} يوم ${date(endsAt)}`,
    paragraphs: [
      `تنتهي فترتك التجريبية في ${name} على ${site} يوم ${moment(endsAt)}، ثم يبدأ اشتراكك وتُستحق أول دفعة.`,
      'إن لم ترغب في ذلك فألغِ الاشتراك من لوحة التحكم قبل هذا الموعد.',
    ],
    label: 'عرض الاشتراك',
    note: because(site),
  }),
  trial_refused: ({ because: reason }, { site, name }) => ({
    subject: `لم تبدأ فترتك التجريبية في ${name}`,
    paragraphs: [
      reason === 'card_had_trial'
        ? `لكل بطاقة أو حساب مصرفي فترة تجريبية واحدة في ${site}، وقد استخدمتها من قبل. أنهينا الفترة التجريبية في ${name} ولم نخصم شيئًا.`
        : `لكل مؤسسة فترة تجريبية واحدة في ${site}، وقد استخدمتها مؤسستك من قبل. أنهينا الفترة التجريبية في ${name} ولم نخصم شيئًا.`,
      'يمكنك الاشتراك دون فترة تجريبية، وتُستحق الدفعة الأولى عند الشراء.',
    ],
    label: 'عرض الباقات',
    note: `تصلك هذه الرسالة لأنك بدأت فترة تجريبية في ${site}.`,
  }),
  card_expiring: ({ brand, last4, lastMonth, renewsAt }, { site, name, date, month, card }) => ({
    subject: `تنتهي صلاحية بطاقتك ${card(brand, last4)} بنهاية ${month(lastMonth)}`,
    paragraphs: [
      `تنتهي صلاحية البطاقة ${card(brand, last4)} بنهاية ${month(lastMonth)}، قبل تجديد ${name} على ${site} في ${date(renewsAt)}.`,
      'أضف بطاقة جديدة ليستمر وصولك. تجد صفحتها من لوحة التحكم.',
    ],
    label: 'تحديث البطاقة',
    note: 'إن كنت قد حدّثتها في هذه الأثناء فتجاهل هذه الرسالة.',
  }),
  payment_failed: ({ because: reason, accessUntil }, { site, name, moment }) => {
    const { subject, happened, label, remedy } = paymentFailures.ar[reason ?? 'charge'];
    const [lasting, stopped] = remedy;
    const access = reason === 'debit_returned' ? stopped : `توقف وصولك. ${stopped}`;
    return {
      subject: subject(name),
      paragraphs: [
        happened(name, site),
        accessUntil === null ? access : `يستمر وصولك حتى ${moment(accessUntil)}. ${lasting}`,
      ],
      label,
      note: reason === undefined ? paidMeanwhile : because(site),
    };
  },
  access_ending: ({ because: reason, accessUntil }, { site, name, date, moment }) =>
    reason === 'canceled'
      ? {
          subject: `ينتهي اشتراكك في ${name} يوم ${date(accessUntil)}`,
          paragraphs: [
            `تم إلغاء اشتراكك في ${name} على ${site}. يستمر وصولك حتى ${moment(accessUntil)}.`,
            'إن غيّرت رأيك فاستأنف الاشتراك قبل ذلك.',
          ],
          label: 'عرض الاشتراك',
          note: because(site),
        }
      : {
          subject: `فاتورة ${name} متأخرة السداد`,
          paragraphs: [
            `تجاوزت فاتورة ${name} على ${site} تاريخ استحقاقها.`,
            `ادفعها قبل ${moment(accessUntil)} ليستمر وصولك.`,
          ],
          label: 'دفع الفاتورة',
          note: paidMeanwhile,
        },
  access_ended: ({ because: reason }, { site, name }) => ({
    subject: `انتهى اشتراكك في ${name}${reason ? `: ${endedSubjects[reason]}` : ''}`,
    paragraphs: [
      `توقف وصولك إلى ${name} على ${site} بسبب ${endings[reason ?? 'other']}`,
      reason
        ? 'لن نخصم شيئًا آخر مقابله. يبقى حسابك، ويمكنك الاشتراك من جديد من لوحة التحكم.'
        : 'يبقى حسابك. يمكنك من لوحة التحكم دفع فاتورة مفتوحة أو الاشتراك من جديد.',
    ],
    label: 'فتح لوحة التحكم',
    note: because(site),
  }),
  plan_changed: ({ from, interval }, { site, name, isolate }) => ({
    subject: `أنت الآن مشترك في ${name}`,
    paragraphs: [
      isolate(from) === name
        ? `تصدر فاتورة اشتراكك في ${name} على ${site} الآن ${intervals[interval]}.`
        : `انتقل اشتراكك على ${site} من ${isolate(from)} إلى ${name}، وتصدر فاتورته ${intervals[interval]}.`,
    ],
    label: 'عرض الاشتراك',
    note: because(site),
  }),
  price_changed: ({ beforeMinor, afterMinor, currency, interval, startsAt }, { site, name, date, money }) => ({
    subject: `سعر ${name} الجديد: ${money(afterMinor, currency)} ${intervals[interval]}`,
    paragraphs: [
      startsAt === null
        ? `أصبح سعر ${name} على ${site} ${money(afterMinor, currency)} ${intervals[interval]} بدلًا من ${money(beforeMinor, currency)}. فرق السعر لبقية هذه الفترة في فاتورة منفصلة.`
        : `ابتداءً من تجديدك في ${date(startsAt)} يصبح سعر ${name} على ${site} ${money(afterMinor, currency)} ${intervals[interval]} بدلًا من ${money(beforeMinor, currency)}. لن نخصم شيئًا قبل ذلك.`,
      startsAt === null
        ? 'يبقى وصولك كما هو.'
        : 'يبقى وصولك كما هو. إن لم ترغب في السعر الجديد فألغِ الاشتراك من لوحة التحكم قبل ذلك.',
    ],
    label: 'عرض الاشتراك',
    note: because(site),
  }),
  usage_reached: ({ percent, allowance, unit, overage, renewsAt }, { site, name, count, moment }) => ({
    subject: percent === 100 ? `نفدت حصتك في ${name}` : `استهلكت ${percent}% من حصة ${name}`,
    paragraphs: [
      percent === 100
        ? `استهلكت كامل حصتك في ${name} على ${site} لهذه الفترة (${count(allowance)} من ${units[unit]}).`
        : `استهلكت ${percent}% من حصتك في ${name} على ${site} لهذه الفترة (${count(allowance)} من ${units[unit]}).`,
      usedUp[overage ? 'billed' : percent === 100 ? 'refused' : 'will be refused'](moment(renewsAt)),
    ],
    label: 'عرض الاستهلاك',
    note: because(site),
  }),
  spend_cap_reached: ({ percent, amountMinor, currency, renewsAt }, { site, name, money, moment }) => ({
    subject: percent === 100 ? `بلغت سقف الإنفاق في ${name}` : `استهلكت ${percent}% من سقف الإنفاق في ${name}`,
    paragraphs: [
      percent === 100
        ? `بلغ استهلاكك الإضافي في ${name} على ${site} سقف الإنفاق الذي حددته، وهو ${money(amountMinor, currency)}.`
        : `استهلكت ${percent}% من سقف الإنفاق في ${name} على ${site}، وهو ${money(amountMinor, currency)}.`,
      percent === 100
        ? `تتوقف الطلبات حتى ${moment(renewsAt)} ما لم ترفع السقف.`
        : `تتوقف الطلبات عند بلوغه حتى ${moment(renewsAt)}. ارفع السقف لتجنّب ذلك.`,
    ],
    label: 'عرض الاستهلاك',
    note: `تصلك هذه الرسالة لأنك حددت سقف إنفاق في ${site}.`,
  }),
  top_up_failed: ({ amountMinor, currency, isOff }, { site, name, money }) => ({
    subject: isOff ? `أوقفنا الشحن التلقائي لرصيد ${name}` : `فشل الشحن التلقائي لرصيد ${name}`,
    paragraphs: [
      `تعذّر خصم ${money(amountMinor, currency)} من بطاقتك المحفوظة لشحن رصيد ${name} على ${site}.`,
      isOff
        ? 'فشلت المحاولة ثلاث مرات، فأوقفنا الشحن التلقائي. اشترِ رصيدًا ببطاقة صالحة لنحفظها، ثم فعّل الشحن من جديد.'
        : 'نعيد المحاولة ما دام رصيدك قليلًا. اشترِ رصيدًا بنفسك، فنحفظ البطاقة التي تستخدمها بدلًا من السابقة.',
    ],
    label: 'شراء رصيد',
    note: `تصلك هذه الرسالة لأنك فعّلت الشحن التلقائي في ${site}.`,
  }),
  credit_low: ({ left }, { site, name, count }) => ({
    subject: left === 0 ? `نفد رصيدك في ${name}` : `رصيد ${name} يوشك على النفاد`,
    paragraphs: [
      left === 0
        ? `استهلكت كامل رصيدك المسبق الدفع في ${name} على ${site}. تتوقف الطلبات حتى تشتري رصيدًا جديدًا، ما لم تغطّها باقتك.`
        : `المتبقي من رصيدك المسبق الدفع في ${name} على ${site}: ${count(left)}. بعد نفاده تتوقف الطلبات ما لم تغطّها باقتك.`,
      'يمكنك من لوحة التحكم شراء رصيد أو تفعيل الشحن التلقائي.',
    ],
    label: 'شراء رصيد',
    note: `تصلك هذه الرسالة لأنك اشتريت رصيدًا في ${site}.`,
  }),
};
