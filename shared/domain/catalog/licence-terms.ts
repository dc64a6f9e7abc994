/**
 * The terms of a licence that a program reads, beside the text that binds. Words of permits, prohibits, payment, warranties and disclaimers
 * are those of RSL 1.0 (https://rslstandard.org/rsl, sections 3.4.1, 3.5 to 3.7 and 3.13).
 */

/** Kinds of automated use (RSL 1.0, 3.4.1.1). */
export const rslUsages = ['all', 'ai-all', 'ai-train', 'ai-input', 'ai-index', 'search'] as const;
/** Kinds of those who are responsible for the use (RSL 1.0, 3.4.1.2). */
export const rslUsers = ['commercial', 'non-commercial', 'education', 'government', 'personal'] as const;
/** How the use is paid for (RSL 1.0, 3.7). */
export const rslPayments = [
  'purchase',
  'subscription',
  'training',
  'crawl',
  'use',
  'contribution',
  'attribution',
  'free',
] as const;
/** Warranties of the operator (RSL 1.0, 3.13). */
export const rslWarranties = ['ownership', 'authority', 'no-infringement', 'privacy-consent', 'no-malware'] as const;
/** Disclaimers of the operator (RSL 1.0, 3.13). */
export const rslDisclaimers = ['as-is', 'no-warranty', 'no-liability', 'no-indemnity'] as const;
/** Whether something is allowed: always, with the operator's approval, or never. */
export const permissions = ['allowed', 'with_approval', 'prohibited'] as const;
/** Records as they are, only results from which no record can be read back, or neither may be passed on. */
export const redistributions = ['records', 'derived', 'none'] as const;
/** Spans of a volume cap: a UTC day, a month or a year of the calendar. */
export const capSpans = ['day', 'month', 'year'] as const;

/** Uses, users and places; an absent list says nothing about its kind. */
export type LicensedUses = {
  readonly usage?: readonly (typeof rslUsages)[number][];
  readonly user?: readonly (typeof rslUsers)[number][];
  /** ISO 3166-1 alpha-2 codes, or `EU`. */
  readonly geo?: readonly string[];
};

/** One of `permissions`. */
export type TermPermission = (typeof permissions)[number];

/** Terms beside a licence's text. They are published with a version and never change under it. */
export type LicenceTerms = {
  readonly permits: LicensedUses;
  /** No word may stand in both: RSL prohibits it then (RSL 1.0, 3.1.1). */
  readonly prohibits: LicensedUses;
  readonly payment: (typeof rslPayments)[number];
  /** An absolute address that names a licence framework, such as a Creative Commons licence. */
  readonly standard?: string;
  readonly warranties?: readonly (typeof rslWarranties)[number][];
  readonly disclaimers?: readonly (typeof rslDisclaimers)[number][];
  /** The holder of the rights. */
  readonly copyright?: { readonly holder: string; readonly type: 'person' | 'organization' };
  readonly redistribution: (typeof redistributions)[number];
  /** Days for which a buyer may keep a record that it read; absent: as long as the licence lasts. */
  readonly retentionDays?: number;
  /** Days within which a buyer deletes a record after it left the dataset, and all records after the licence ended; absent: never. */
  readonly deleteWithinDays?: number;
  /** Days of notice before the operator audits the use; absent: there is no right to audit. */
  readonly auditNoticeDays?: number;
  /** The most records that the licence lets a buyer read in a span; absent: as many as the plan allows. */
  readonly volumeCap?: { readonly records: number; readonly per: (typeof capSpans)[number] };
  /** Whether those whom a buyer serves may be a government or act for one. */
  readonly governmentEndUsers: TermPermission;
  readonly modelTraining: TermPermission;
  /** Whether the operator approves each use case before a key reads. Default: no. */
  readonly useCaseApproval?: boolean;
};
