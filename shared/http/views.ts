/** Bodies of the HTTP answers, for the functions that write them and the portal that reads them: one file a word in `views/`. */

export type * from './views/account.ts';
export type * from './views/admin.ts';
export type * from './views/attention.ts';
export type * from './views/badges.ts';
export type * from './views/billing.ts';
export type * from './views/catalog.ts';
export type * from './views/catalogue-diff.ts';
export type * from './views/common.ts';
export type * from './views/console.ts';
export type * from './views/console-running.ts';
export type * from './views/data.ts';
export type * from './views/given.ts';
export type * from './views/key-verdict.ts';
export type * from './views/keys.ts';
export type * from './views/members.ts';
export type * from './views/organizations.ts';
export type * from './views/overview.ts';
export type * from './views/own-data.ts';
export type * from './views/readers.ts';
export type * from './views/requests.ts';
export type * from './views/timeline.ts';
export type * from './views/usage.ts';
export type * from './views/webhooks.ts';
