import { parseArgs } from 'node:util';
import { keyMistake } from '../../shared/stripe/catalog/failure.ts';

const usage = `Usage: npm run invariants [-- --url http://localhost:4000]
       npm run invariants -- --stage STAGE --table NAME --bucket NAME

Checks a running deployment, account by account: money and access agree, no call was counted wrongly, and every live key has an accepted
licence. It checks the trail and the ledger too. It writes nothing. Without --stage it checks the local world. For a stage it takes the AWS
credentials of the environment. The table's name is the output TableName of the data stack, or TABLE_NAME. The bucket's is the output
EvidenceBucketName, or EVIDENCE_BUCKET. The Stripe key comes from STRIPE_SECRET_KEY. A restricted key that
may read will do.`;

/** Which deployment to check: a local world by its address, or a stage by its table and Stripe key. */
export type Settings =
  | { readonly where: 'local'; readonly url: string }
  | {
      readonly where: 'stage';
      readonly tableName: string;
      readonly bucket: string;
      readonly stripeKey: string;
      readonly mode: 'test' | 'live';
    };

const options = {
  url: { type: 'string' },
  stage: { type: 'string' },
  table: { type: 'string' },
  bucket: { type: 'string' },
} as const;

/** The deployment that the command line and the environment name. @throws Error whose message is the usage, or names the mistake */
export function readSettings(args: readonly string[]): Settings {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
  const { PORT = '4000', TABLE_NAME, EVIDENCE_BUCKET, STRIPE_SECRET_KEY = '', STRIPE_MODE } = process.env;
  if (positionals.length > 0 || (values.url && values.stage)) throw new Error(usage);
  if (values.stage === undefined) {
    const { url = `http://localhost:${PORT}` } = values;
    if (!URL.canParse(url)) throw new Error(`--url must be an address such as http://localhost:4000, not "${url}".`);
    return { where: 'local', url };
  }
  const tableName = values.table ?? TABLE_NAME;
  if (!tableName) throw new Error('With --stage give --table too: the output TableName of the data stack.');
  const bucket = values.bucket ?? EVIDENCE_BUCKET;
  if (!bucket) throw new Error('With --stage give --bucket too: the output EvidenceBucketName of the data stack.');
  const isLive = STRIPE_MODE === 'live' || (STRIPE_MODE !== 'test' && values.stage === 'prod');
  const mode = isLive ? 'live' : 'test';
  const mistake = keyMistake(STRIPE_SECRET_KEY, mode);
  if (mistake) throw new Error(mistake);
  return { where: 'stage', tableName, bucket, stripeKey: STRIPE_SECRET_KEY, mode };
}
