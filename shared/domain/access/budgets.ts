/** How often a route may be called in an hour: by one account, by one client, and in all. */
export type Budget = {
  readonly name: string;
  readonly perAccount: number;
  readonly perClient: number;
  readonly inAll: number;
};

/**
 * The first calls of a person in an hour: a tenth of an account's budget, at least five. They count against nobody else's, so neither a stranger
 * on the same network nor a colleague in the same organization uses them up. Beyond them a person counts for the organization.
 */
export const ownShareOf = ({ perAccount }: Pick<Budget, 'perAccount'>): number =>
  Math.min(perAccount, Math.max(5, Math.floor(perAccount / 10)));

/** Requests of a sign-in in an hour from browsers that a person signed in with before, past the budget of their network. */
export const knownSignInsPerHour = 20;

/** The budgets by name. Each page of invoices asks Stripe, whose own limit all accounts share. */
export const budgets = {
  /** Pages of the portal and of the console; the dashboard asks again every few seconds. */
  reads: { name: 'reads', perAccount: 6_000, perClient: 20_000, inAll: 1_000_000 },
  /** Changes that cost no more than a few writes to the table. */
  changes: { name: 'changes', perAccount: 600, perClient: 2_000, inAll: 100_000 },
  invoices: { name: 'invoices', perAccount: 120, perClient: 600, inAll: 20_000 },
  /** A page has about 1,000 rows, so an hour's budget covers more than the longest trail. */
  export: { name: 'export', perAccount: 300, perClient: 600, inAll: 10_000 },
  /** Evidence packs: each reads all that an organization read in its period. */
  packs: { name: 'packs', perAccount: 12, perClient: 60, inAll: 500 },
  previews: { name: 'previews', perAccount: 60, perClient: 300, inAll: 10_000 },
  billingChanges: { name: 'billing-changes', perAccount: 60, perClient: 600, inAll: 20_000 },
  /** Each asks Stripe for all that the buyer has; a page asks once, and a few times more where it got no answer. */
  checkoutReturns: { name: 'checkout-return', perAccount: 60, perClient: 600, inAll: 20_000 },
  /** Each asks the zones of a domain that its holder chose. */
  domainChecks: { name: 'domain', perAccount: 30, perClient: 300, inAll: 10_000 },
  /** Keys for pages: one for each that is opened, and one more every 15 minutes. */
  browserKeys: { name: 'browser-keys', perAccount: 60, perClient: 120, inAll: 20_000 },
  /** Challenges are stored, for anybody who signs in and for accounts that add a passkey. */
  passkeys: { name: 'passkeys', perAccount: 60, perClient: 200, inAll: 20_000 },
  /** Tokens of links that are tried. A good one is never counted. */
  links: { name: 'links', perAccount: 60, perClient: 200, inAll: 100_000 },
  /** Posts that an account makes us send to an address that never answered a challenge. */
  unanswered: { name: 'webhook-unanswered', perAccount: 20, perClient: 40, inAll: 1_000 },
  unansweredReplays: { name: 'webhook-replays', perAccount: 100, perClient: 200, inAll: 5_000 },
  answered: { name: 'webhook-answered', perAccount: 3_000, perClient: 6_000, inAll: 100_000 },
} as const satisfies Readonly<Record<string, Budget>>;
