import { randomUUID } from 'node:crypto';
import catalog from '../../../tollgate.config.ts';
import type { EvidenceObjects } from '../../evidence-store/evidence-objects.ts';
import { accountsOver } from '../../storage/accounts/accounts.ts';
import { appsOver } from '../../storage/apps/apps.ts';
import { certificatesOver } from '../../storage/evidence/certificates.ts';
import { leavesOver } from '../../storage/evidence/leaves.ts';
import { personKeysOver } from '../../storage/evidence/person-keys.ts';
import { publishedKeysOver } from '../../storage/evidence/published-keys.ts';
import { refusalsOver } from '../../storage/evidence/refusals.ts';
import { sealTimestampsOver } from '../../storage/evidence/seal-timestamps.ts';
import { sealedFactsOver } from '../../storage/evidence/sealed-facts.ts';
import { sealsOver } from '../../storage/evidence/seals.ts';
import { statementsOver } from '../../storage/evidence/statements.ts';
import { apiKeysOver } from '../../storage/keys/api-keys.ts';
import type { Table } from '../../storage/table/table.ts';
import type { StoredSourceDeps } from './source-deps.ts';

/** All that packs are read from, but Stripe and the address of the site. */
export const sourceReads = (
  table: Table,
  evidenceObjects: EvidenceObjects,
): Omit<StoredSourceDeps, 'stripe' | 'origin'> => ({
  catalog,
  seals: sealsOver(table),
  timestamps: sealTimestampsOver(table),
  apps: appsOver(table),
  leaves: leavesOver(table),
  sealedFacts: sealedFactsOver(table),
  statements: statementsOver(table),
  certificates: certificatesOver(table),
  publishedKeys: publishedKeysOver(table),
  personKeys: personKeysOver(table),
  accounts: accountsOver(table),
  apiKeys: apiKeysOver(table),
  refusals: refusalsOver(table, randomUUID),
  evidenceObjects,
});
