/**
 * Runs before `npm run deploy`: warns of limits of the AWS account that would hinder buyers. With `DATASET_BUCKET` set it also checks the
 * sizes of the published datasets. It changes nothing and stops nothing.
 */
import { S3Client } from '@aws-sdk/client-s3';
import { GetAccountCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod';
import { presignedGet } from '../shared/datasets/presign.ts';
import config from '../tollgate.config.ts';
import { publishedSizes } from './dataset/disk.ts';
import { type AccountState, warningsOf } from './preflight/warnings.ts';

const AccountSettings = z.looseObject({ AccountLimit: z.looseObject({ ConcurrentExecutions: z.number() }) });

/** Source: AWS Lambda API Reference, GetAccountSettings. */
async function concurrentExecutions({ config }: SESv2Client): Promise<number> {
  const region = await config.region();
  const endpoint = process.env.AWS_ENDPOINT_URL_LAMBDA ?? `https://lambda.${region}.amazonaws.com`;
  const url = new URL('/2016-08-19/account-settings/', endpoint);
  const credentials = await config.credentials();
  const signed = presignedGet({ service: 'lambda', url, region, credentials, at: new Date(), expiresSeconds: 60 });
  const answer = await fetch(signed, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`Lambda answered ${answer.status}`);
  return AccountSettings.parse(await answer.json()).AccountLimit.ConcurrentExecutions;
}

async function accountState(): Promise<AccountState> {
  const ses = new SESv2Client({});
  const [executions, mail, datasets] = await Promise.all([
    concurrentExecutions(ses),
    ses.send(new GetAccountCommand({})),
    sizesOfDatasets(),
  ]);
  const { ProductionAccessEnabled = false, SendingEnabled = false } = mail;
  return {
    concurrentExecutions: executions,
    mail: { productionAccess: ProductionAccessEnabled, sendingEnabled: SendingEnabled },
    datasets,
  };
}

/** Before a first deployment there is no bucket. */
async function sizesOfDatasets(): Promise<AccountState['datasets']> {
  const { DATASET_BUCKET: bucket } = process.env;
  const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
  const ids = config.datasets.map(({ id }) => id);
  return bucket ? publishedSizes({ s3, bucket }, ids) : [];
}

try {
  for (const warning of warningsOf(await accountState())) console.warn(`Before you deploy: ${warning}`);
} catch (error) {
  console.warn(
    `The AWS account could not be looked at before deploying: ${error instanceof Error ? error.message : error}`,
  );
}
