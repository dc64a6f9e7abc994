import type { Node } from 'constructs';
import * as z from 'zod';
import tollgate from '../tollgate.config.ts';

/** The mode of the Stripe account that a stage uses. */
export type StripeMode = 'test' | 'live';

/** One deployment's settings, checked. */
export type Settings = {
  /** Part of every name, so that several deployments fit into one account. `local` is the laptop. */
  readonly stage: string;
  readonly isLocal: boolean;
  /** The public address, if it is not the distribution's own. */
  readonly domain?: { readonly name: string; readonly certificateArn: string };
  /** The local host's address; only for stage `local`. */
  readonly localOrigin: string;
  readonly mailFrom: string;
  readonly stripeMode: StripeMode;
  readonly alarmEmail?: string;
  /** Ids of the API Gateway APIs, of this account and region, whose calls the authorizer checks. */
  readonly guardedApis: readonly string[];
  /** The keys of badge credentials by name: the last signs, the others are retired and stay published. */
  readonly badgeSigningKeys: readonly string[];
  /** The keys that sign seals, statements and packs, in the same way. */
  readonly ledgerKeys: readonly string[];
  /** The keys that certify the receipt keys of instances, in the same way. */
  readonly receiptKeys: readonly string[];
  /** Names of the secrets between CloudFront and the functions: CloudFront sends the first, the functions accept all. */
  readonly originSecrets: readonly string[];
  /** Names of tables: the last is used. The earlier ones are kept, for example one that a restored table replaced. */
  readonly tables: readonly string[];
  /** Table, buckets, keys and their contents outlive the stack. */
  readonly isRetained: boolean;
};

/** The API ids that the upstreams name in `guards`. The authorizer refuses every call of any other API. */
const guarded = new Set((tollgate.upstreams ?? []).flatMap(({ guards = [] }) => guards));

/** A setting that is a list of names, as in `-c badgeSigningKeys=1,2`; `1` by default. */
const names = (order: string) =>
  z
    .string()
    .transform((text) => text.split(/,\s*/))
    .refine(
      (each) => new Set(each).size === each.length && each.every((name) => /^[A-Za-z0-9]{1,16}$/.test(name)),
      `names, each once, of up to 16 letters and digits, as in "1,2"; ${order}`,
    )
    .default(['1']);

const Context = z.object({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/, 'one to 16 lower-case letters, digits and hyphens, a letter first')
    .default('dev'),
  domainName: z
    .string()
    .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, 'a host name such as data.example.com')
    .optional(),
  certificateArn: z
    .string()
    .regex(
      /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
      'the ARN of an ACM certificate in us-east-1, where CloudFront looks for it',
    )
    .optional(),
  mailFrom: z.email('an email address').default(tollgate.supportEmail),
  stripeMode: z.enum(['test', 'live'], '"test" or "live"').optional(),
  alarmEmail: z.email('an email address').optional(),
  guardedApis: z
    .string()
    .transform((text) => text.split(/,\s*/))
    .refine(
      (ids) => ids.every((id) => guarded.has(id)),
      `of the APIs that upstreams guard: ${[...guarded].join(', ') || 'none'}`,
    )
    .default([]),
  badgeSigningKeys: names('the last signs'),
  ledgerKeys: names('the last signs'),
  receiptKeys: names('the last signs'),
  originSecrets: names('CloudFront says the first'),
  tables: names('the last is used'),
  retain: z.stringbool('true or false').default(true),
  publicOrigin: z
    .url({ protocol: /^http$/, hostname: /^(localhost|127\.0\.0\.1)$/, error: 'http://localhost with a port' })
    .optional(),
});

type Context = z.infer<typeof Context>;

/**
 * Reads the deployment's settings from the CDK context (`-c stage=prod`, or `context` in cdk.json).
 * Throws one error that names each key that is wrong and says what it may be.
 */
export function settingsFrom(node: Node): Settings {
  const given = Object.keys(Context.shape).map((key) => [key, textOf(node.tryGetContext(key))]);
  const parsed = Context.safeParse(Object.fromEntries(given));
  if (!parsed.success)
    throw contextError(parsed.error.issues.map((issue) => `"${issue.path.join('.')}" must be ${issue.message}`));
  return settingsOf(parsed.data);
}

function settingsOf(context: Context): Settings {
  const { stage, domainName, certificateArn, publicOrigin, retain, stripeMode, ...others } = context;
  const isLocal = stage === 'local';
  if (!domainName !== !certificateArn)
    throw contextError(['"domainName" and "certificateArn" go together; give both or neither']);
  if (stripeMode === 'live' && stage !== 'prod')
    throw contextError(['"stripeMode" may be "live" on stage "prod" alone: everywhere else nobody pays']);
  if (publicOrigin && !isLocal) throw contextError(['"publicOrigin" is for stage "local"; elsewhere use "domainName"']);
  return {
    stage,
    isLocal,
    domain: domainName && certificateArn ? { name: domainName, certificateArn } : undefined,
    localOrigin: publicOrigin ? new URL(publicOrigin).origin : 'http://localhost:4000',
    stripeMode: stripeMode ?? (stage === 'prod' ? 'live' : 'test'),
    isRetained: retain,
    ...others,
  };
}

/** Context from the command line is text, from cdk.json it may be a boolean. */
const textOf = (value: unknown) => (typeof value === 'boolean' ? String(value) : value);

const contextError = (problems: readonly string[]) =>
  new Error(
    `The deployment cannot be built. Context ${problems.join('; context ')}. Set it with \`-c KEY=VALUE\` or in cdk.json.`,
  );
