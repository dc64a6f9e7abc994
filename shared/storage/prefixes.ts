/**
 * Partition-key prefixes: what needs its own permission has its own prefix, because a role can be limited
 * by leading key and by nothing finer. Infra grants by these names; `item-keys.ts` and the `…-keys.ts` of each word build keys from them.
 */
export const prefixes = {
  account: 'ACCOUNT#',
  email: 'EMAIL#',
  /** A person's address and language. */
  person: 'PERSON#',
  /** The members of an organization, and whom it invited. */
  member: 'MEMBER#',
  /** The organizations of a person, with the role in each. */
  membership: 'MEMBERSHIP#',
  invitation: 'INVITATION#',
  link: 'LINK#',
  session: 'SESSION#',
  /** Which organization an operator’s session sees as its buyer does. */
  buyerView: 'BUYERVIEW#',
  passkey: 'PASSKEY#',
  challenge: 'CHALLENGE#',
  operatorInvitation: 'OPERATOR#',
  /** Which role the command line gave to whom. No function writes it. */
  operatorRole: 'OPERATORROLE#',
  /** Things that organizations share, by hash. */
  together: 'TOGETHER#',
  throttle: 'THROTTLE#',
  billing: 'BILLING#',
  customer: 'CUSTOMER#',
  /** Rollups of revenue by day, and the places of organizations in the console's lists. */
  revenue: 'REVENUE#',
  checkout: 'CHECKOUT#',
  fingerprint: 'FINGERPRINT#',
  event: 'EVENT#',
  /** Events that wait for Stripe to answer. */
  waiting: 'WAITING#',
  /** All that decides an account's access. It is read by this name; each kind of it is written under a prefix of its own. */
  access: 'ACCESS#',
  grant: 'ACCESS#GRANT#',
  licence: 'ACCESS#LICENCE#',
  suspension: 'ACCESS#SUSPENSION#',
  spendCap: 'ACCESS#SPENDCAP#',
  seat: 'ACCESS#SEAT#',
  left: 'ACCESS#LEFT#',
  /** The limits of apps and the use cases in force, for admission; the rest of an app is under `app`. */
  appLimits: 'ACCESS#APP#',
  /** The keys with which an organization signs requests, and its rule on unsigned ones. */
  signer: 'ACCESS#SIGNER#',
  /** Nonces of signed requests that were served, for as long as a signature with them could be valid. */
  nonce: 'NONCE#',
  app: 'APP#',
  /** Every use case that was declared, with the decisions on it. They outlive their app. */
  useCase: 'USECASE#',
  key: 'KEY#',
  keyList: 'KEYLIST#',
  counter: 'COUNTER#',
  usage: 'USAGE#',
  served: 'SERVED#',
  overage: 'OVERAGE#',
  environment: 'ENVIRONMENT#',
  batch: 'BATCH#',
  verification: 'VERIFICATION#',
  exportClaim: 'EXPORT#',
  /** Refused calls of known keys, for 30 days. */
  refusal: 'REFUSAL#',
  badge: 'BADGE#',
  directory: 'DIRECTORY#',
  domain: 'DOMAIN#',
  statusList: 'STATUSLIST#',
  signingKey: 'SIGNINGKEY#',
  affiliate: 'AFFILIATE#',
  /** Lines of the trail that wait to be chained. */
  trailBox: 'TRAILBOX#',
  /** The chains. Only the job `trail` inserts there, and nobody replaces or deletes. */
  trail: 'TRAIL#',
  /** The number and hash of each chain's last line, counted apart from it. */
  trailHead: 'TRAILHEAD#',
  /** Facts of the ledger that wait for their seal. */
  factBox: 'FACTBOX#',
  /** Which batches and facts a seal is of, and that it is done. Nobody replaces or deletes here, nor in the next three. */
  sealClaim: 'SEALCLAIM#',
  /** Signed seals, for everybody. */
  seal: 'SEAL#',
  /** Replies of a time-stamp authority to signed seals (RFC 3161). Nobody replaces or deletes them. */
  sealTimestamp: 'SEALTIMESTAMP#',
  /** An organization's leaves. */
  leaf: 'LEAF#',
  /** An organization's facts that are sealed, each with its place in its leaf. Nobody replaces or deletes here. */
  sealedFact: 'SEALEDFACT#',
  /** Daily statements of organizations. */
  statement: 'STATEMENT#',
  /** Days whose statements are made, and how far. */
  statementDay: 'STATEMENTDAY#',
  /** Contests of statements, with the decisions on them. */
  contest: 'CONTEST#',
  /** Certificates of instances' receipt keys, for everybody. */
  certificate: 'INSTANCE#',
  /** Keys under which facts of the ledger hold what they say of a person. */
  personKey: 'PERSONKEY#',
  /** Legal holds, and the keys of people that wait until these are released. */
  hold: 'HOLD#',
  /** Public parts of the keys that ever signed evidence, for everybody. */
  evidenceKey: 'EVIDENCEKEY#',
  /** Orders of evidence packs. */
  pack: 'PACK#',
  /** The names of people, handles and the like that lines stand for by ids. */
  trailName: 'TRAILNAME#',
  /** Lines of before the chain. Nobody writes new ones. */
  audit: 'AUDIT#',
  drift: 'DRIFT#',
  notice: 'NOTICE#',
  /** Mails that went out about an organization, for 90 days. */
  mailLog: 'MAILLOG#',
  suppression: 'SUPPRESSION#',
  /** Versions of licences that were deployed, and how far the mails about them have come. */
  licenceText: 'LICENCETEXT#',
  changes: 'CHANGES#',
  /** Notes of workers for the service status. They name nobody. */
  pulse: 'PULSE#',
  webhook: 'WEBHOOK#',
  /** A webhook's state: whether it answers. Its address and secrets are not there. */
  webhookState: 'WEBHOOKSTATE#',
  /** Events as they were told, and their deliveries. */
  delivery: 'DELIVERY#',
  /** Markers of work: that badges are to be looked at, and what was told of them. */
  look: 'LOOK#',
  told: 'TOLD#',
  /** Where the console finds organizations by the words of their names, and keys by what is shown of them. */
  find: 'FIND#',
  /** Which version of a dataset readers get, as operators set it. */
  dataset: 'DATASET#',
  /** The cost of the AWS account, as the command line noted it. No function writes it. */
  cost: 'COST#',
} as const;

/** The name of a kind of item. */
export type Prefix = keyof typeof prefixes;

/** Partitions of the index `lists`: what an operator pages through, and what is due. Each is granted by itself. */
export const listNames = [
  'ACCOUNT',
  'EVENT',
  'BADGE',
  'SUPPRESSION',
  'DELIVERY',
  'BADGELOOK',
  'BADGESETTLEMENT',
  'DOMAIN',
  'USECASE',
  'CONTEST',
  'FAILING',
  'MONTHLY',
  'STUCK',
  'WEBHOOK',
  'SUSPENDED',
  'SEEN',
] as const;
/** A list of the index `lists`. */
export type List = (typeof listNames)[number];
/** The partition of a list in the index `lists`. */
export const listPartition = (list: List): string => `LIST#${list}`;
