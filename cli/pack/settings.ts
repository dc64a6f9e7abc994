import { parseArgs } from 'node:util';
import { periodProblem } from '../../shared/domain/evidence/pack-order.ts';
import { keyMistake } from '../../shared/stripe/catalog/failure.ts';

const usage = `Usage: npm run pack -- --organization ID --from TIME [--to TIME] [--out FILE]
       npm run pack -- --organization ID --from TIME … --stage STAGE --table NAME --bucket NAME --ledger-keys ARNS --origin URL

Makes the evidence pack of an organization, also of one that was deleted, and streams it to FILE (default: evidence-ID.zip). TIME is a day such
as 2026-12-01, or a time such as 2026-12-01T08:00:00Z. The end is not part of the period; without --to it is now. The organization's trail notes
the pack.

Without --stage the command uses the local world (--url http://localhost:4000). For a stage it takes the AWS credentials of the environment. They
must read table and bucket, write the trail, and sign with the ledger's key. The names are the data stack's outputs TableName and
EvidenceBucketName, or TABLE_NAME and EVIDENCE_BUCKET. ARNS is the variable LEDGER_KEYS of the function pack-maker. The Stripe key comes from STRIPE_SECRET_KEY. A restricted key that may read will do.`;

/** The deployment: a local world by its address, or a stage by what its stacks say. */
export type PackDeployment =
  | { readonly where: 'local'; readonly url: string }
  | {
      readonly where: 'stage';
      readonly tableName: string;
      readonly bucket: string;
      readonly ledgerKeys: string;
      readonly origin: string;
      readonly stripeKey: string;
    };

/** The pack to make. Times are ISO-8601 UTC; `to` undefined: now. */
export type PackSettings = {
  readonly organization: string;
  readonly from: string;
  readonly to: string | undefined;
  readonly out: string;
  readonly deployment: PackDeployment;
};

const text = { type: 'string' } as const;
const options = {
  ...{ organization: text, from: text, to: text, out: text, url: text },
  ...{ stage: text, table: text, bucket: text, 'ledger-keys': text, origin: text },
};
type Given = { readonly [name in keyof typeof options]?: string };

/** The pack that the command line and the environment name. @throws Error whose message is the usage, or names the mistake */
export function readPackSettings(args: readonly string[]): PackSettings {
  const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options });
  const { organization, from, to, out, url, stage } = values;
  if (positionals.length > 0 || !organization || !from || (url && stage)) throw new Error(usage);
  return {
    organization,
    from: timeIn('from', from),
    to: to === undefined ? undefined : timeIn('to', to),
    out: out ?? `evidence-${organization}.zip`,
    deployment: deploymentOf(values),
  };
}

function timeIn(name: string, given: string): string {
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?Z)?$/.test(given) && !Number.isNaN(Date.parse(given));
  if (!isTime) throw new Error(`--${name} must be a day such as 2026-12-01, or a time such as 2026-12-01T08:00:00Z.`);
  return new Date(given).toISOString();
}

function deploymentOf(values: Given): PackDeployment {
  const { PORT = '4000', TABLE_NAME, EVIDENCE_BUCKET, LEDGER_KEYS, STRIPE_SECRET_KEY = '' } = process.env;
  if (values.stage === undefined) {
    const { url = `http://localhost:${PORT}` } = values;
    if (!URL.canParse(url)) throw new Error(`--url must be an address such as http://localhost:4000, not "${url}".`);
    return { where: 'local', url };
  }
  const mistake = keyMistake(STRIPE_SECRET_KEY, values.stage === 'prod' ? 'live' : 'test');
  if (mistake) throw new Error(mistake);
  return {
    where: 'stage',
    tableName: needed('table', values.table ?? TABLE_NAME),
    bucket: needed('bucket', values.bucket ?? EVIDENCE_BUCKET),
    ledgerKeys: needed('ledger-keys', values['ledger-keys'] ?? LEDGER_KEYS),
    origin: needed('origin', values.origin),
    stripeKey: STRIPE_SECRET_KEY,
  };
}

function needed(name: string, value: string | undefined): string {
  if (!value) throw new Error(`With --stage give --${name} too.`);
  return value;
}

/** The period as it is now. @throws Error that names the mistake */
export function periodOf({ from, to }: Pick<PackSettings, 'from' | 'to'>, now: Date): { from: string; to: string } {
  const period = { from, to: to ?? now.toISOString() };
  const problem = periodProblem(period, now);
  if (problem) throw new Error(`--${problem.field} ${problem.message}.`);
  return period;
}
