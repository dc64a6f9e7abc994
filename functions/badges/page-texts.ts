import type { Language } from '../../shared/domain/accounts/account.ts';
import type { PublicStatus } from '../../shared/domain/badges/badge.ts';
import type { BadgeKind } from '../../shared/domain/catalog/catalog.ts';

/** What the public page says, in the language of who looks. */
export type PageTexts = {
  readonly status: Record<PublicStatus, string>;
  readonly sentence: Record<PublicStatus, string>;
  readonly kinds: Record<BadgeKind, string>;
  readonly kind: string;
  readonly issuer: string;
  readonly since: string;
  readonly until: string;
  readonly site: string;
  readonly embed: string;
  readonly json: string;
};

export const pageTexts: Record<Language, PageTexts> = {
  en: {
    status: { verified: 'verified', suspended: 'suspended', revoked: 'revoked', expired: 'expired' },
    sentence: {
      verified: 'This profile was reviewed and its badge is in force.',
      suspended: 'This profile has changed and waits for another review. Until then the badge is not in force.',
      revoked: 'This badge was withdrawn. It is not in force.',
      expired: 'The subscription of this badge has ended. It is not in force.',
    },
    kinds: { person: 'Person', organization: 'Organization' },
    kind: 'Kind',
    issuer: 'Reviewed by',
    since: 'First approved',
    until: 'Paid until',
    site: 'Site',
    embed: 'To show this mark on your page:',
    json: 'As JSON',
  },
  ar: {
    status: { verified: 'موثّق', suspended: 'معلّق', revoked: 'مسحوب', expired: 'منتهٍ' },
    sentence: {
      verified: 'تمت مراجعة هذا الملف الشخصي وشارته سارية.',
      suspended: 'تغيّر هذا الملف الشخصي وهو بانتظار مراجعة جديدة. الشارة غير سارية حتى ذلك الحين.',
      revoked: 'تم سحب هذه الشارة، وهي غير سارية.',
      expired: 'انتهى اشتراك هذه الشارة، وهي غير سارية.',
    },
    kinds: { person: 'شخص', organization: 'مؤسسة' },
    kind: 'النوع',
    issuer: 'تمت المراجعة من قِبل',
    since: 'أول موافقة',
    until: 'مدفوعة حتى',
    site: 'الموقع الإلكتروني',
    embed: 'لإظهار هذه الشارة في صفحتك:',
    json: 'بصيغة JSON',
  },
};
