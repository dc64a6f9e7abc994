import { ledgerSealAuthority } from '../functions/ledger-seal/authority.ts';
import { trailAuthority } from '../functions/trail/authority.ts';
import type { JobDeclaration } from './function-declaration.ts';

/** The timed work on evidence and on the trail, by the names of its folders in `functions/`. */
export const evidenceJobs: Readonly<Record<string, JobDeclaration>> = {
  /** Seals the hour before, seven minutes past the hour. It inserts claims, leaves, facts and seals, which no role replaces or deletes. */
  'ledger-seal': {
    work: ledgerSealAuthority,
    size: { timeoutSeconds: 900, memoryMb: 2048 },
    recurring: { hourlyAtMinute: 7 },
    table: {
      read: ['batch', 'environment', 'factBox', 'sealClaim', 'seal', 'sealTimestamp', 'leaf'],
      write: ['environment'],
      insert: ['sealClaim', 'seal', 'sealTimestamp', 'leaf', 'sealedFact', 'evidenceKey'],
      delete: ['factBox'],
    },
    may: ['keep the ledger', 'sign seals', 'read receipt keys'],
    counts: {
      EvidenceMissing:
        'Entries of the ledger were lost, or are not those of their hash. The seal says so. Read the log of ledger-seal for which.',
      SealsNotStamped:
        'The time-stamp authority of the settings does not confirm seals. They are asked for again each hour. Read the log of ledger-seal for why.',
    },
  },
  /**
   * Chains the lines of the trail that functions put into its box. It alone inserts into the chains; no role replaces, updates or deletes there.
   * It alone empties the box.
   */
  trail: {
    work: trailAuthority,
    size: { timeoutSeconds: 120 },
    recurring: { everyMinutes: 1 },
    table: {
      read: ['trailBox', 'trail', 'trailName', 'left', 'membership'],
      write: ['trailHead', 'trailName'],
      insert: ['trail'],
      delete: ['trailBox'],
    },
  },
};
