import type { App } from '../domain/apps/app.ts';
import type { ApiKey } from '../domain/keys/key.ts';
import type { AppView, KeyView } from './views.ts';

/** A key without its secret and its account. */
export const keyView = ({ accountId, ...key }: ApiKey): KeyView => ({
  ...key,
  purpose: key.purpose ?? null,
  scopes: [...key.scopes],
  cidrs: [...key.cidrs],
});

/** An app without its account. */
export const appView = ({ accountId, rateLimits, usedBefore, ...app }: App): AppView => ({
  ...app,
  rateLimits: rateLimits.map((each) => ({ ...each })),
});
