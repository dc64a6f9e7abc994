/**
 * Partition-key prefixes: what needs its own permission has its own prefix, because a role can be limited
 * by leading key and by nothing finer. Infra grants by these names; `keys.ts` builds keys from them.
 */
export const prefixes = {
  account: 'ACCOUNT#',
  email: 'EMAIL#',
  link: 'LINK#',
  session: 'SESSION#',
  passkey: 'PASSKEY#',
  challenge: 'CHALLENGE#',
  operatorInvitation: 'OPERATOR#',
  throttle: 'THROTTLE#',
  billing: 'BILLING#',
  customer: 'CUSTOMER#',
  checkout: 'CHECKOUT#',
  fingerprint: 'FINGERPRINT#',
  event: 'EVENT#',
  /** Events that wait for Stripe to answer. */
  waiting: 'WAITING#',
  access: 'ACCESS#',
  key: 'KEY#',
  counter: 'COUNTER#',
  usage: 'USAGE#',
  served: 'SERVED#',
  overage: 'OVERAGE#',
  environment: 'ENVIRONMENT#',
  batch: 'BATCH#',
  verification: 'VERIFICATION#',
  exportClaim: 'EXPORT#',
  badge: 'BADGE#',
  directory: 'DIRECTORY#',
  domain: 'DOMAIN#',
  statusList: 'STATUSLIST#',
  signingKey: 'SIGNINGKEY#',
  affiliate: 'AFFILIATE#',
  audit: 'AUDIT#',
  drift: 'DRIFT#',
  notice: 'NOTICE#',
  suppression: 'SUPPRESSION#',
  /** Versions of licences that were deployed, and how far the mails about them have come. */
  licenceText: 'LICENCETEXT#',
  changes: 'CHANGES#',
  webhook: 'WEBHOOK#',
  /** Partitions of the `lists` index, for the operator: accounts, events, badges, suppressed addresses; and what webhooks are due. */
  list: 'LIST#',
} as const;

export type Prefix = keyof typeof prefixes;
