/** The catalogue, as everybody sees it. */
import type { BadgeKindView } from './badges.ts';
import type { Money } from './common.ts';

/** A price of a plan or badge. */
export type PriceView = {
  lookupKey: string;
  interval: 'month' | 'year';
  per?: 'affiliate';
  /** Minor units by currency, its own too; absent where it is sold in one. */
  currencies?: Record<string, number>;
  byInvoice?: { daysUntilDue: number };
  /** Tax is added to it, or in it; absent where none is computed. */
  tax?: 'exclusive' | 'inclusive';
} & Money;
/** A plan on sale. */
export type PlanView = {
  id: string;
  name: string;
  description: string;
  availability: 'public' | 'contact' | 'free';
  datasets: string[];
  upstreams: string[];
  prices: PriceView[];
  /** Records or requests included in a period; null where the plan has none. */
  allowance: number | null;
  unit: 'record' | 'request' | null;
  overage: ({ units: number; currencies?: Record<string, number> } & Money) | null;
  credit: ({ units: number } & Money) | null;
  /** Whether repeat reads of a record on one UTC day are free; null: they are charged. */
  deduplicate: 'day' | null;
  /** The fields of a dataset that the plan shows, by dataset id, where it does not show all. */
  fields: Record<string, string[]> | null;
  /** Records of one page, at most. */
  maxLimit: number;
  /** Days of the free trial, once for an organization; null: none. */
  trialDays: number | null;
};
/** A badge on sale. */
export type BadgeProductView = {
  id: string;
  name: string;
  description: string;
  kind: BadgeKindView;
  /** Kinds that it is sold to as well. */
  alsoFor: BadgeKindView[];
  prices: PriceView[];
  /** How it can be bought, as for a plan. */
  trialDays: number | null;
};
/** A dataset on sale. */
export type DatasetView = {
  id: string;
  title: string;
  description: string;
  source: string;
  synthetic: boolean;
  licence: string;
  /** The type of each field; every record also has the text `id`. */
  fields: Record<string, string>;
  /** By field, where it is described; examples are written as in a query. */
  meanings: Record<string, { meaning: string; example: string | null }>;
  timeField: string | null;
};
/** An HTTP API, at `/gateway/{id}/…` where `proxied`. */
export type UpstreamView = {
  id: string;
  title: string;
  description: string;
  licence: string;
  proxied: boolean;
  methods: string[];
  /** The most records or requests that one request is charged. */
  maxUnits: number;
};
/** Everything on sale. */
export type CatalogView = {
  name: string;
  supportEmail: string;
  /** Years for which acceptances of licences are kept after an organization is deleted. */
  acceptancesKeptYears: number;
  plans: PlanView[];
  badges: BadgeProductView[];
  datasets: DatasetView[];
  upstreams: UpstreamView[];
};

/** The uses, users and countries that terms name, in RSL 1.0's words. */
export type LicensedUsesView = {
  usage?: readonly ('all' | 'ai-all' | 'ai-train' | 'ai-input' | 'ai-index' | 'search')[];
  user?: readonly ('commercial' | 'non-commercial' | 'education' | 'government' | 'personal')[];
  geo?: readonly string[];
};

/** The terms of a version for programs; absent parts say nothing. */
export type LicenceTermsView = {
  permits: LicensedUsesView;
  prohibits: LicensedUsesView;
  payment: 'purchase' | 'subscription' | 'training' | 'crawl' | 'use' | 'contribution' | 'attribution' | 'free';
  standard?: string;
  warranties?: readonly ('ownership' | 'authority' | 'no-infringement' | 'privacy-consent' | 'no-malware')[];
  disclaimers?: readonly ('as-is' | 'no-warranty' | 'no-liability' | 'no-indemnity')[];
  copyright?: { holder: string; type: 'person' | 'organization' };
  redistribution: 'records' | 'derived' | 'none';
  retentionDays?: number;
  deleteWithinDays?: number;
  auditNoticeDays?: number;
  volumeCap?: { records: number; per: 'day' | 'month' | 'year' };
  governmentEndUsers: 'allowed' | 'with_approval' | 'prohibited';
  modelTraining: 'allowed' | 'with_approval' | 'prohibited';
  useCaseApproval?: boolean;
};

/** The differences from one version of a licence to another. */
export type LicenceDifferencesView = {
  /** The version that it is compared with. */
  since: string;
  /** Runs of sentences, in order; an empty sentence ends a paragraph. */
  text: readonly { kind: 'same' | 'removed' | 'added'; lines: readonly string[] }[];
  /** Terms that differ, in words; null: that version says nothing of the term. */
  terms: readonly { term: string; label: string; before: string | null; after: string | null }[];
};
