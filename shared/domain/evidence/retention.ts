import type { Catalog } from '../catalog/catalog.ts';
import type { LicenceTerms } from '../catalog/licence-terms.ts';

/** The settings and licences that say how long evidence stays. */
export type RetentionRule = Pick<Catalog, 'publishedLicences'> & {
  readonly settings: Pick<Catalog['settings'], 'keepAcceptancesYears' | 'keepEvidenceYears'>;
};

const daysPerYear = 365;

/**
 * Years for which acceptances, use cases and the organization's name stay after its deletion. They stay for `keepAcceptancesYears`, which is
 * as long as law allows claims. They stay as long as the last entries that were read under them are locked, and as long as any licence
 * obliges its buyers.
 */
export const evidenceKeptYears = ({ settings, publishedLicences }: RetentionRule): number =>
  Math.max(
    settings.keepAcceptancesYears,
    settings.keepEvidenceYears,
    ...publishedLicences.map(({ terms }) => Math.ceil(daysOf(terms) / daysPerYear)),
  );

/** The days for which a licence obliges a buyer at the most after their last read: keeping, deleting, and then showing it to an auditor. */
const daysOf = ({ retentionDays = 0, deleteWithinDays = 0, auditNoticeDays = 0 }: Partial<LicenceTerms> = {}): number =>
  retentionDays + deleteWithinDays + auditNoticeDays;

/** The time to which evidence of an organization is kept after its deletion. Both are ISO-8601 UTC. */
export function evidenceKeptUntil(deletedAt: string, rule: RetentionRule): string {
  const until = new Date(deletedAt);
  until.setUTCFullYear(until.getUTCFullYear() + evidenceKeptYears(rule));
  return until.toISOString();
}

/**
 * Days for which backups of the table still have what was erased. An erasure is complete after them.
 * Source: DynamoDB Developer Guide, "Point-in-time recovery for DynamoDB".
 */
export const backupsKeptDays = 35;
