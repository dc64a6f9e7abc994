import type { RequestLimits } from '../access/limits.ts';

/** The app of every key that names none. An organization gets it with its first key, and keeps it. */
export const defaultAppId = 'default';

/** The most apps of an organization beside its default one. */
export const maxApps = 20;

/** An app's own limits, on top of those of its organization and of each key. */
export type AppLimits = RequestLimits & {
  /** The whole percent of each quota that the app may use, 1 to 100; null: as much as the organization. */
  readonly allowanceShare: number | null;
  /** Units that its keys had used when it got its share, by the quota's period. They count in the share. */
  readonly usedBefore: Readonly<Record<string, number>>;
};

/** A consumer of an organization's data. Times are ISO-8601 UTC. */
export type App = AppLimits & {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly purpose: string;
  /** Where the data is shown; null: nowhere in public. */
  readonly url: string | null;
  /** Whether the data trains models; null: not declared. */
  readonly training: boolean | null;
  /** Whether governments are among its end users; null: not declared. */
  readonly government: boolean | null;
  readonly createdAt: string;
};

/** An organization's apps as admission knows them. */
export type AppsOfAccount = {
  /** Grows with each change of a limit. 0: none was ever set. */
  readonly version: number;
  /** An app without own limits is missing. */
  readonly limits: Readonly<Record<string, AppLimits>>;
  /** The use case in force of each app. An app that declared none is missing. */
  readonly useCases: Readonly<Record<string, UseCaseInForce>>;
};

/** The use case in force of an app, and whether an operator approved it. */
export type UseCaseInForce = { readonly id: string; readonly isApproved: boolean };

/** An app that limits nothing. */
export const noAppLimits: AppLimits = { rateLimits: [], maxInFlight: null, allowanceShare: null, usedBefore: {} };

/** Whether the app has a limit of its own. */
export const hasLimits = ({ rateLimits, maxInFlight, allowanceShare }: AppLimits): boolean =>
  rateLimits.length > 0 || maxInFlight !== null || allowanceShare !== null;

/** The default app before its organization says anything about it. */
export const defaultApp = (accountId: string, createdAt: string): App => ({
  ...noAppLimits,
  id: defaultAppId,
  accountId,
  name: 'Default',
  purpose: '',
  url: null,
  training: null,
  government: null,
  createdAt,
});

/** Whether a change gives a share to an app that has none. */
export const startsShare = (app: AppLimits, { allowanceShare = null }: Partial<AppLimits>): boolean =>
  app.allowanceShare === null && allowanceShare !== null;

/** The units of a quota that an app with a share may use, rounded down, at least 1. `percent` is whole, 1 to 100. */
export const shareOf = (units: number, percent: number): number => Math.max(1, Math.floor((units * percent) / 100));
