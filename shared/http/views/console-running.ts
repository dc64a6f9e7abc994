/** Answers of the console about the operators themselves, and about what runs. */
import type { OperatorRole } from '../../domain/accounts/operator.ts';
import type { QueueName } from '../../domain/status/queue-depth.ts';

/** An operator that the configuration names. */
export type OperatorView = {
  email: string;
  /** The role now; null: the command line took it away. */
  role: OperatorRole | null;
  /** The role that the configuration gives. */
  configured: OperatorRole;
  /** When the command line gave or took the role; null: the role is the configured one. */
  changedAt: string | null;
  /** Until when a one-time code for a passkey is good that was not used yet; null: there is none. */
  invitedUntil: string | null;
};

/** An act of operators. */
export type PowerView = {
  /** The action of its line in the trail. */
  action: string;
  /** The roles that may do it. */
  roles: OperatorRole[];
  /** Whether it asks for a sign-in within the past 15 minutes. */
  presence: boolean;
};

/** The operators, and what each role may do. Every role reads the console. */
export type RolesView = {
  /** The operators that the configuration names, in its order. */
  operators: OperatorView[];
  /** Each act once, in the order of the routes. */
  powers: PowerView[];
};

/** An import of a dataset. */
export type DatasetVersionView = {
  /** The first 16 characters of the SHA-256 of its bytes. */
  version: string;
  /** All records of it. */
  records: number;
  /** The size of its file. */
  bytes: number;
  /** When the command line imported it. */
  importedAt: string;
  /** Whether readers get it now. */
  isServed: boolean;
};

/** A dataset of the catalogue, as operators see it. */
export type DatasetRowView = {
  id: string;
  /** Its title in each language. */
  title: {
    /** In English. */
    en: string;
    /** In Arabic. */
    ar: string;
  };
  /** `never`: nothing was imported. */
  state: 'served' | 'withdrawn' | 'never';
  /** The version that readers get. Null: none. */
  served: DatasetVersionView | null;
  /** The newest import, where readers get another version or none. */
  waiting: DatasetVersionView | null;
  /** The UTC day of the newest record. Null: no record has a day, or an earlier version is served. */
  newestDay: string | null;
  /** When an operator published or withdrew it last. Null: never, so each import is served. */
  changedAt: string | null;
  /** The operator’s reason for it. */
  reason: string | null;
  /** The number of such changes, which the next one names. */
  revision: number;
};

/** A dataset with its imports, the newest first. */
export type DatasetDetailView = DatasetRowView & {
  /** The imports, the newest first: at most 50, and only those since versions are listed. */
  versions: DatasetVersionView[];
};

/** The cost of the whole AWS account in a month. */
export type CostView = {
  /** In minor units of the currency, such as cents. */
  amountMinor: number;
  /** ISO 4217, in lower case. */
  currency: string;
  /** The first UTC day. */
  from: string;
  /** The UTC day after the last one. */
  until: string;
  /** AWS may still change it. */
  estimated: boolean;
  /** When the command line noted it. */
  notedAt: string;
};

/** A queue between functions. */
export type QueueView = {
  name: QueueName;
  /** About how many messages it holds. Null: it cannot be read now. */
  depth: {
    /** To be handled, those that are sent with a delay included. */
    waiting: number;
    /** Handled right now, or to be tried again later. */
    inFlight: number;
    /** In its dead-letter queue: tried too often, kept for 14 days. */
    failed: number;
  } | null;
};

/** Workers, queues, datasets and cost, as they were last seen. */
export type OperationsView = {
  /** Workers as they were last seen; null: never. */
  jobs: {
    name: 'webhooks' | 'billing' | 'mail';
    /** When it ran last. */
    seenAt: string | null;
    /** Whether it goes on. Null: nothing was measured. */
    working: boolean | null;
    /** Since when its oldest work waits. Null: none does. */
    waitingSince: string | null;
  }[];
  /** The queues between functions, always in one order. */
  queues: QueueView[];
  /** The datasets of the catalogue, with the version that readers get and how fresh it is. Null: they cannot be read now. */
  datasets: DatasetRowView[] | null;
  /** Null: no cost was noted. */
  cost: CostView | null;
};
