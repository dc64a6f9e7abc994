import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { s3EvidenceObjects } from '../../shared/evidence-store/s3-evidence-objects.ts';
import type { StoredSourceDeps } from '../../shared/services/evidence/source-deps.ts';
import { sourceReads } from '../../shared/services/evidence/wiring.ts';
import { type EvidenceSigner, evidenceSigner } from '../../shared/signing/evidence-signer.ts';
import { kmsSigner, nothingKept } from '../../shared/signing/kms-signer.ts';
import { es256 } from '../../shared/signing/signing-key.ts';
import { type Audit, auditOver } from '../../shared/storage/accounts/audit.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { localConnection } from '../invariants/deployment.ts';
import type { PackDeployment } from './settings.ts';

/** All that a pack needs of a deployment. */
export type PackConnection = StoredSourceDeps & {
  readonly signer: EvidenceSigner;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => Date;
};

/** The deployment's table, bucket and key. @throws Error in one sentence if a local world cannot be reached */
export async function connectPack(deployment: PackDeployment): Promise<PackConnection> {
  const { dynamodb, tableName, s3, evidenceBucket, kms, ledgerKeys, origin, stripe, now } =
    deployment.where === 'local' ? await localParts(deployment.url) : stageParts(deployment);
  const table = dynamoTable({ client: DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb)), tableName });
  const keys = { keyIds: ledgerKeys.split(','), kept: nothingKept, scheme: es256 };
  return {
    ...sourceReads(table, s3EvidenceObjects(new S3Client(s3), evidenceBucket)),
    stripe: stripeGateway(stripeClient(stripe.key, stripe.apiBase)),
    origin,
    signer: evidenceSigner(kmsSigner(new KMSClient(kms), keys)),
    audit: auditOver(table),
    now,
  };
}

async function localParts(url: string) {
  const { kms, ...connection } = await localConnection(url);
  return { ...connection, kms, origin: new URL(url).origin };
}

function stageParts(of: PackDeployment & { readonly where: 'stage' }) {
  const { tableName, bucket, ledgerKeys, origin, stripeKey } = of;
  const stripe = { key: stripeKey, apiBase: undefined };
  const now = () => new Date();
  return { dynamodb: {}, tableName, s3: {}, evidenceBucket: bucket, kms: {}, ledgerKeys, origin, stripe, now };
}
