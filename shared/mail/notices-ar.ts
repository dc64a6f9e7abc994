import type { NoticeTexts } from './notice-texts.ts';
import { paymentFailures } from './payment-failures.ts';

const because = (site: string) => `تصلك هذه الرسالة لأن لديك اشتراكًا لدى ${site}.`;
const paidMeanwhile = 'إن كنت قد دفعت في هذه الأثناء فتجاهل هذه الرسالة.';
const intervals = { day: 'يوميًا', week: 'أسبوعيًا', month: 'شهريًا', year: 'سنويًا' };
const endedSubjects = { refunded: 'رُدّ ما دفعته', disputed: 'اعتُرض على دفعتك' };
const endings = {
  refunded: 'فقد رُدّ إليك كل ما دفعته عن الفترة الحالية.',
  disputed: 'فقد اعتُرض لدى بنكك على دفعة من دفعاته.',
  other: 'إما أنه أُلغي أو أُوقف مؤقتًا، أو أن دفعة لم تصل.',
};

const units = { record: 'السجلات', request: 'الطلبات' };
const usedUp = {
  billed: (until: string) => `ما يزيد على الحصة يُلبّى ويُحتسب بالوحدة. تبدأ فترة جديدة في ${until}.`,
  refused: (until: string) => `تُرفض الطلبات حتى تبدأ الفترة القادمة في ${until}. خطة أكبر تُعيد الوصول فورًا.`,
  'will be refused': (until: string) =>
    `بعد استنفادها تُرفض الطلبات حتى تبدأ الفترة القادمة في ${until}. خطة أكبر ترفع الحصة فورًا.`,
};

/** What a buyer is told of a subscription, in Arabic. */
export const noticesInArabic: NoticeTexts = {
  trial_ending: ({ endsAt }, { site, name, date, moment }) => ({
    subject: `تنتهي تجربة ${name} في ${date(endsAt)}`,
    paragraphs: [
      `تنتهي الفترة التجريبية لاشتراكك في ${name} لدى ${site} في ${moment(endsAt)}. بعدها يبدأ الاشتراك وتُستحق دفعته الأولى.`,
      'إن لم ترغب في ذلك فألغِ الاشتراك من لوحة التحكم قبل هذا الموعد.',
    ],
    label: 'عرض اشتراكك',
    note: because(site),
  }),
  trial_refused: ({ because: reason }, { site, name }) => ({
    subject: `لم تبدأ تجربتك المجانية لاشتراك ${name}`,
    paragraphs: [
      reason === 'card_had_trial'
        ? `لكل بطاقة أو حساب مصرفي تجربة مجانية واحدة لدى ${site}، ووسيلة الدفع التي قدّمتها لاشتراك ${name} سبق أن استُخدمت لتجربة. لذلك أُنهيت التجربة فورًا ولم يُخصم شيء.`
        : `لكل حساب تجربة مجانية واحدة لدى ${site}، وقد سبق لحسابك أن حصل عليها. لذلك أُنهيت تجربة ${name} فورًا ولم يُخصم شيء.`,
      'يمكنك الاشتراك دون تجربة: اختر الاشتراك من جديد وتُستحق الدفعة الأولى عند إتمام الشراء.',
    ],
    label: 'عرض الخطط',
    note: `تصلك هذه الرسالة لأنك بدأت تجربة لدى ${site}.`,
  }),
  card_expiring: ({ brand, last4, lastMonth, renewsAt }, { site, name, date, month, card }) => ({
    subject: `تنتهي صلاحية بطاقتك ${card(brand, last4)} بنهاية ${month(lastMonth)}`,
    paragraphs: [
      `البطاقة ${card(brand, last4)} التي تدفع اشتراكك في ${name} لدى ${site} صالحة حتى نهاية ${month(lastMonth)}، ولن يمكن خصم التجديد في ${date(renewsAt)} منها.`,
      'اختر بطاقة أخرى قبل ذلك ولن يتوقف شيء: من لوحة التحكم تصل إلى صفحة تغييرها.',
    ],
    label: 'تغيير البطاقة',
    note: 'إن كنت قد غيّرتها في هذه الأثناء فتجاهل هذه الرسالة.',
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
          subject: `ينتهي اشتراك ${name} في ${date(accessUntil)}`,
          paragraphs: [
            `أُلغي اشتراكك في ${name} لدى ${site}. يستمر وصولك حتى ${moment(accessUntil)} ولن يتجدد الاشتراك.`,
            'إن غيّرت رأيك فيمكنك استئنافه قبل ذلك.',
          ],
          label: 'عرض اشتراكك',
          note: because(site),
        }
      : {
          subject: `فاتورة ${name} متأخرة`,
          paragraphs: [
            `لم تُدفع فاتورة اشتراكك في ${name} لدى ${site} حتى تاريخ استحقاقها.`,
            `يستمر وصولك حتى ${moment(accessUntil)}. ادفع قبل ذلك ولن يتوقف شيء.`,
          ],
          label: 'دفع الفاتورة',
          note: paidMeanwhile,
        },
  access_ended: ({ because: reason }, { site, name }) => ({
    subject: `انتهى اشتراك ${name}${reason ? `: ${endedSubjects[reason]}` : ''}`,
    paragraphs: [
      `لم يعد اشتراكك في ${name} لدى ${site} يتيح الوصول: ${endings[reason ?? 'other']}`,
      reason
        ? 'لن يُخصم شيء آخر مقابله. حسابك باقٍ، ويمكنك من لوحة التحكم الاشتراك من جديد.'
        : 'حسابك باقٍ. يمكنك من لوحة التحكم دفع ما هو مستحق أو الاشتراك من جديد.',
    ],
    label: 'افتح لوحة التحكم',
    note: because(site),
  }),
  plan_changed: ({ from, interval }, { site, name, isolate }) => ({
    subject: `اشتراكك الآن في ${name}`,
    paragraphs: [
      isolate(from) === name
        ? `أصبح اشتراكك في ${name} لدى ${site} يُدفع ${intervals[interval]}.`
        : `تغيّر اشتراكك لدى ${site} من ${isolate(from)} إلى ${name}، ويُدفع ${intervals[interval]}.`,
    ],
    label: 'عرض اشتراكك',
    note: because(site),
  }),
  price_changed: ({ beforeMinor, afterMinor, currency, interval, startsAt }, { site, name, date, money }) => ({
    subject: `يتغير سعر ${name} إلى ${money(afterMinor, currency)} ${intervals[interval]}`,
    paragraphs: [
      startsAt === null
        ? `أصبح سعر ${name} لدى ${site} ${money(afterMinor, currency)} ${intervals[interval]} بدلًا من ${money(beforeMinor, currency)}. فرق السعر لبقية هذه الفترة في فاتورة منفصلة.`
        : `اعتبارًا من ${date(startsAt)}، موعد تجديدك القادم، يصبح سعر ${name} لدى ${site} ${money(afterMinor, currency)} ${intervals[interval]} بدلًا من ${money(beforeMinor, currency)}. لن يُخصم شيء قبل ذلك.`,
      startsAt === null
        ? 'يبقى ما يمكنك الوصول إليه كما هو.'
        : 'يبقى ما يمكنك الوصول إليه كما هو. إن لم ترغب في السعر الجديد فألغِ الاشتراك من لوحة التحكم قبل ذلك.',
    ],
    label: 'عرض اشتراكك',
    note: because(site),
  }),
  usage_reached: ({ percent, allowance, unit, overage, renewsAt }, { site, name, count, moment }) => ({
    subject: percent === 100 ? `استُنفدت حصة ${name}` : `استُهلك ${percent}% من حصة ${name}`,
    paragraphs: [
      percent === 100
        ? `استهلكت كامل حصة ${name} لدى ${site} لهذه الفترة، وهي ${count(allowance)} من ${units[unit]}.`
        : `استهلكت ${percent}% من حصة ${name} لدى ${site} لهذه الفترة، وهي ${count(allowance)} من ${units[unit]}.`,
      usedUp[overage ? 'billed' : percent === 100 ? 'refused' : 'will be refused'](moment(renewsAt)),
    ],
    label: 'عرض الاستهلاك',
    note: because(site),
  }),
  spend_cap_reached: ({ percent, amountMinor, currency, renewsAt }, { site, name, money, moment }) => ({
    subject: percent === 100 ? `بلغتَ سقف الإنفاق في ${name}` : `استُهلك ${percent}% من سقف الإنفاق في ${name}`,
    paragraphs: [
      percent === 100
        ? `بلغ ما تستهلكه من ${name} لدى ${site} فوق الحصة سقف إنفاقك لهذه الفترة، وهو ${money(amountMinor, currency)}.`
        : `بلغ ما تستهلكه من ${name} لدى ${site} فوق الحصة ${percent}% من سقف إنفاقك لهذه الفترة، وهو ${money(amountMinor, currency)}.`,
      percent === 100
        ? `تُرفض الطلبات حتى تبدأ الفترة القادمة في ${moment(renewsAt)}. رفع السقف يُعيد الوصول فورًا.`
        : `عند بلوغه تُرفض الطلبات حتى تبدأ الفترة القادمة في ${moment(renewsAt)}. رفع السقف يمنع ذلك.`,
    ],
    label: 'عرض الاستهلاك',
    note: `وصلتك هذه الرسالة لأنك حدّدت سقف إنفاق لدى ${site}.`,
  }),
  top_up_failed: ({ amountMinor, currency, isOff }, { site, name, money }) => ({
    subject: isOff ? `أُوقف الشحن التلقائي لرصيد ${name}` : `تعذّر الشحن التلقائي لرصيد ${name}`,
    paragraphs: [
      `تعذّر خصم ${money(amountMinor, currency)} من بطاقتك المحفوظة لشراء رصيد ${name} لدى ${site}.`,
      isOff
        ? 'فشلت المحاولة ثلاث مرات، فأُوقف الشحن التلقائي. اشترِ رصيدًا ببطاقة صالحة، فتُحفظ، ثم فعّله من جديد.'
        : 'تُعاد المحاولة ما دام المتبقي قليلًا. اشترِ رصيدًا بنفسك، فتُحفظ البطاقة التي تستخدمها بدلًا منها.',
    ],
    label: 'شراء رصيد',
    note: `وصلتك هذه الرسالة لأنك فعّلت الشحن التلقائي لدى ${site}.`,
  }),
  credit_low: ({ left }, { site, name, count }) => ({
    subject: left === 0 ? `نفد رصيدك في ${name}` : `لم يبقَ إلا القليل من رصيدك في ${name}`,
    paragraphs: [
      left === 0
        ? `استُخدمت كل الوحدات التي دفعت ثمنها مقدّمًا في ${name} لدى ${site}. تُرفض الطلبات التي لا يغطيها شيء آخر إلى أن تشتري المزيد.`
        : `عدد الوحدات المتبقية مما دفعت ثمنه مقدّمًا في ${name} لدى ${site}: ${count(left)}. بعد نفادها تُرفض الطلبات التي لا يغطيها شيء آخر.`,
      'يمكنك من لوحة التحكم شراء المزيد، أو تفعيل الشراء التلقائي عندما يقلّ المتبقي.',
    ],
    label: 'شراء رصيد',
    note: `وصلتك هذه الرسالة لأنك اشتريت رصيدًا لدى ${site}.`,
  }),
};
