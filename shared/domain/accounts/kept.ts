/** The records that a deletion leaves, as its receipt lists them. */

/** One kind of record that is kept: why, and until when, ISO-8601 UTC. Null: it has no end of its own. */
export type Kept = {
  readonly kind: 'invoices' | 'acceptances' | 'usage' | 'trail';
  readonly why: string;
  readonly until: string | null;
};

/** The time to which a licence acceptance is kept after its organization's deletion. */
export function acceptancesKeptUntil(deletedAt: string, years: number): string {
  const until = new Date(deletedAt);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until.toISOString();
}

/** The records that stay of an organization. Source: decision 0046; GDPR Article 17(3)(b) and (e). */
export const keptOfOrganization = (acceptancesUntil: string): readonly Kept[] => [
  { kind: 'invoices', why: 'Stripe keeps them for as long as tax law requires.', until: null },
  {
    kind: 'acceptances',
    why: 'They show who accepted the licence: name, role, organization, time and hash of the text.',
    until: acceptancesUntil,
  },
  { kind: 'usage', why: 'Invoices and evidence rest on them. They name nobody, and have no end.', until: null },
  { kind: 'trail', why: 'It shows what was done and when. It names nobody, and has no end.', until: null },
];

/** The records that stay of a person, in organizations that are not deleted. */
export const keptOfPerson: readonly Kept[] = [
  {
    kind: 'acceptances',
    why: 'Those given for an organization stay with it, and for the licence’s time after its deletion, without addresses.',
    until: null,
  },
  { kind: 'trail', why: 'That of an organization stays with it, with an id in place of the name.', until: null },
];
