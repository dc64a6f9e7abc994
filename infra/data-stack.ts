import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from './config.ts';
import { DatasetBucket } from './constructs/dataset-bucket.ts';
import { OriginSecrets } from './constructs/origin-secrets.ts';
import { SigningKeys } from './constructs/signing-keys.ts';
import { TollgateTable } from './constructs/table.ts';

/** The resources that outlive every deployment. Protected from termination, except on the laptop. */
export class DataStack extends Stack {
  readonly table: TollgateTable;
  readonly datasets: DatasetBucket;
  readonly originSecrets: OriginSecrets;
  readonly signingKeys: SigningKeys;

  constructor(scope: Construct, settings: Settings) {
    super(scope, `TollgateData-${settings.stage}`, { terminationProtection: settings.isRetained && !settings.isLocal });
    this.table = new TollgateTable(this, 'Storage', { ...settings, names: settings.tables });
    this.datasets = new DatasetBucket(this, 'Datasets', settings);
    this.originSecrets = new OriginSecrets(this, 'Origin', { names: settings.originSecrets });
    this.signingKeys = new SigningKeys(this, 'Signing', { ...settings, names: settings.badgeSigningKeys });
    new CfnOutput(this, 'TableName', { value: this.table.name });
    new CfnOutput(this, 'DatasetBucketName', { value: this.datasets.name });
  }
}
