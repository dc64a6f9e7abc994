/** The records that a deletion leaves, as its receipt lists them. */
import { backupsKeptDays, evidenceKeptUntil, type RetentionRule } from '../evidence/retention.ts';

/** One kind of record that is kept: why, and until when, ISO-8601 UTC. Null: it has no end of its own. */
export type Kept = {
  readonly kind:
    | 'invoices'
    | 'acceptances'
    | 'use_cases'
    | 'ledger'
    | 'usage'
    | 'trail'
    | 'trials'
    | 'handles'
    | 'blocked_address'
    | 'access_logs'
    | 'backups'
    | 'legal_hold';
  readonly why: string;
  readonly until: string | null;
};

const after = (deletedAt: string, days: number): string =>
  new Date(Date.parse(deletedAt) + days * 86_400_000).toISOString();

/** Days for which a card that had a free trial gets no other: five years, as long as a card commonly lives. */
export const trialsKeptDays = 5 * 365;
/** Days after a report for which an address that bounced or complained is not mailed. */
export const blockedAddressKeptDays = 400;
/** Days for which the bucket's access logs are kept, as in `infra/constructs/dataset-bucket.ts`. */
const accessLogsKeptDays = 365;

/** Records under a hash, which anybody may have left who signed in. `until` is the latest time, since each ends with its own last use. */
const hashesOf = (deletedAt: string): readonly Kept[] => [
  {
    kind: 'blocked_address',
    why: 'If your address refused our emails, its hash keeps us from sending more.',
    until: after(deletedAt, blockedAddressKeptDays),
  },
  {
    kind: 'access_logs',
    why: 'They show the network address and browser of downloads from our storage.',
    until: after(deletedAt, accessLogsKeptDays),
  },
];

/** Backups have all that was erased until they end: nobody changes them. */
const backupsOf = (deletedAt: string): Kept => ({
  kind: 'backups',
  why: 'Backups of our database have all that was erased. The deletion is complete once they have ended.',
  until: after(deletedAt, backupsKeptDays),
});

/** Source: GDPR Article 17(3)(e). */
const held: Kept = {
  kind: 'legal_hold',
  why: 'A legal hold keeps email and network address in acceptances, and people in the ledger readable. After its release we erase them.',
  until: null,
};

/** A deletion at `deletedAt`, ISO-8601 UTC. `isUnderHold`: evidence is under a legal hold. */
type Deletion = { readonly deletedAt: string; readonly isUnderHold: boolean };

/** The records that stay of an organization. Source: decision 0046; GDPR Article 17(3)(b) and (e). */
export const keptOfOrganization = ({ deletedAt, isUnderHold }: Deletion, rule: RetentionRule): readonly Kept[] => [
  { kind: 'invoices', why: 'Stripe keeps them for as long as tax law requires.', until: null },
  {
    kind: 'acceptances',
    why: 'They show who accepted the licence: name, role, organization, time and hash of the text.',
    until: evidenceKeptUntil(deletedAt, rule),
  },
  {
    kind: 'use_cases',
    why: 'They show what its apps used the data for, as it was declared, and the decisions on it. They name no member.',
    until: evidenceKeptUntil(deletedAt, rule),
  },
  {
    kind: 'ledger',
    why: 'It proves what was read under which licence. It names the organization and the network addresses of its requests; a person in it can be read only while their login exists.',
    until: null,
  },
  { kind: 'usage', why: 'Invoices and evidence rest on them. They name nobody, and have no end.', until: null },
  { kind: 'trail', why: 'It shows what was done and when. It names nobody, and has no end.', until: null },
  {
    kind: 'trials',
    why: 'The hash of a card that had a free trial keeps it from getting another.',
    until: after(deletedAt, trialsKeptDays),
  },
  { kind: 'handles', why: 'The hash of a badge’s handle keeps others from taking it. It has no end.', until: null },
  ...hashesOf(deletedAt),
  backupsOf(deletedAt),
  ...(isUnderHold ? [held] : []),
];

/** The records that stay of a person, in organizations that are not deleted. */
export const keptOfPerson = ({ deletedAt, isUnderHold }: Deletion): readonly Kept[] => [
  {
    kind: 'acceptances',
    why: 'Those given for an organization stay with it, and for the licence’s time after its deletion, without addresses.',
    until: null,
  },
  { kind: 'trail', why: 'That of an organization stays with it, with an id in place of the name.', until: null },
  ...hashesOf(deletedAt),
  backupsOf(deletedAt),
  ...(isUnderHold ? [held] : []),
];
