/** The pages of sections that were once parts of `/app`, by their hash. Mails and bookmarks have the former addresses. */
const pageOf: ReadonlyMap<string, string> = new Map(
  Object.entries({
    keys: '/app/keys',
    try: '/app/keys#try',
    licences: '/app/licences',
    usage: '/app/usage',
    statements: '/app/evidence',
    webhooks: '/app/webhooks',
    badges: '/app/badges',
    affiliations: '/app/badges#affiliations',
    plan: '/app/billing',
    credit: '/app/billing#credit',
    'spend-cap': '/app/billing#spend-cap',
    invoices: '/app/billing#invoices',
    passkeys: '/app/settings#passkeys',
    sessions: '/app/settings#sessions',
    'own-data': '/app/settings#own-data',
  }),
);

/** The page that has the section of a former address such as `/app#keys`; undefined: the hash was none of them. */
export const pageOfHash = (hash: string): string | undefined => pageOf.get(hash.slice(1));
