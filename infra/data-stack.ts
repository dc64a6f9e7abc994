import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import tollgate from '../tollgate.config.ts';
import type { Settings } from './config.ts';
import { DatasetBucket } from './constructs/dataset-bucket.ts';
import { EvidenceBucket } from './constructs/evidence-bucket.ts';
import { OriginSecrets } from './constructs/origin-secrets.ts';
import { badgePurpose, ledgerPurpose, receiptPurpose, SigningKeys } from './constructs/signing-keys.ts';
import { TollgateTable } from './constructs/table.ts';

/** The resources that outlive every deployment. Protected from termination, except on the laptop. */
export class DataStack extends Stack {
  readonly table: TollgateTable;
  readonly datasets: DatasetBucket;
  readonly originSecrets: OriginSecrets;
  readonly signingKeys: SigningKeys;
  readonly evidence: EvidenceBucket;
  readonly ledgerKeys: SigningKeys;
  readonly receiptKeys: SigningKeys;

  constructor(scope: Construct, settings: Settings) {
    super(scope, `TollgateData-${settings.stage}`, { terminationProtection: settings.isRetained && !settings.isLocal });
    this.table = new TollgateTable(this, 'Storage', { ...settings, names: settings.tables });
    this.datasets = new DatasetBucket(this, 'Datasets', settings);
    this.originSecrets = new OriginSecrets(this, 'Origin', { names: settings.originSecrets });
    const { badgeSigningKeys, ledgerKeys, receiptKeys } = settings;
    this.signingKeys = new SigningKeys(this, 'Signing', {
      ...settings,
      purpose: badgePurpose,
      names: badgeSigningKeys,
    });
    this.ledgerKeys = new SigningKeys(this, 'Ledger', { ...settings, purpose: ledgerPurpose, names: ledgerKeys });
    this.receiptKeys = new SigningKeys(this, 'Receipts', { ...settings, purpose: receiptPurpose, names: receiptKeys });
    const { keepEvidenceYears: keepYears } = tollgate.settings;
    const { accessLogs } = this.datasets;
    this.evidence = new EvidenceBucket(this, 'Evidence', { ...settings, keepYears, accessLogs });
    new CfnOutput(this, 'TableName', { value: this.table.name });
    new CfnOutput(this, 'DatasetBucketName', { value: this.datasets.name });
    new CfnOutput(this, 'EvidenceBucketName', { value: this.evidence.name });
  }
}
