import type { EvidenceObjects } from '../../shared/evidence-store/evidence-objects.ts';
import type { Log } from '../../shared/log.ts';
import type { MailQueue, WebhookQueue } from '../../shared/queues.ts';
import type { EcPublicKey, Signer } from '../../shared/signing/signer.ts';
import type { Accounts } from '../../shared/storage/accounts/accounts.ts';
import type { SealClaims } from '../../shared/storage/evidence/seal-claims.ts';
import type { Seals } from '../../shared/storage/evidence/seals.ts';
import type { StatementDays } from '../../shared/storage/evidence/statement-days.ts';
import type { Statements } from '../../shared/storage/evidence/statements.ts';

/** Dependencies of the job that makes daily statements. */
export type StatementsDeps = {
  readonly sealClaims: Pick<SealClaims, 'last'>;
  readonly seals: Pick<Seals, 'from'>;
  readonly statementDays: StatementDays;
  readonly statements: Pick<Statements, 'find' | 'put'>;
  readonly evidenceObjects: EvidenceObjects;
  readonly sealSigner: Signer<EcPublicKey>;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly webhookEvents: WebhookQueue;
  readonly mail: MailQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  /** 16 random bytes, base64url. */
  readonly newSalt: () => string;
};
