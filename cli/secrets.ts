/** `npm run secrets`: writes the operator's secrets and generated ones, which nobody should know, to SSM. */
import { parseArgs } from 'node:util';
import { secretsPathOf } from './parameters.ts';
import { putDeploymentSecrets } from './secrets/deployment.ts';
import { changeServices } from './secrets/services.ts';
import { putUpstreamSecret } from './secrets/upstream.ts';
import { changeVersions } from './secrets/versions.ts';

const usage = `Usage: npm run secrets -- --stage dev
       npm run secrets -- upstream ID --stage dev
       npm run secrets -- rotate key-peppers | webhook-keys  --stage dev
       npm run secrets -- retire key-peppers | webhook-keys VERSION  --stage dev
       npm run secrets -- service list | add NAME --for gateway:trends[,…] | renew NAME | retire NAME | remove NAME  --stage dev

Without a command: puts STRIPE_SECRET_KEY from the environment into SSM, and makes four secrets that do not exist yet. These are the pepper
of API keys, and the keys that seal webhooks' signing secrets. Two others hide handles of deleted holders, and networks and devices of
sign-ins. None is ever replaced: without the first three no API key works, no webhook is signed, and anybody can take
those handles. The signing secret of Stripe's webhook comes with \`npm run catalog -- push\`.

rotate: adds a version of the pepper, or of the sealing keys. New keys and secrets use it two minutes later.
retire: removes an older version. API keys and signing secrets made under it stop working everywhere within a minute.

upstream: puts UPSTREAM_SECRET from the environment into SSM. The gateway sends it in the upstream's secretHeader.

service: manages the service keys that may call POST /v1/verify. add and renew show a new service key once. After renew the old one
works too, until retire.`;

async function main(): Promise<void> {
  const options = { stage: { type: 'string' }, for: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [what, ...words] = positionals;
  if (!values.stage) throw new Error(usage);
  const path = secretsPathOf(values.stage);
  if (what === undefined && values.for === undefined) return putDeploymentSecrets(path, process.env.STRIPE_SECRET_KEY);
  const [id, ...more] = words;
  if (what === 'upstream' && id !== undefined && more.length === 0 && values.for === undefined)
    return putUpstreamSecret(path, { id, secret: process.env.UPSTREAM_SECRET });
  if (values.for === undefined && (await changeVersions(path, { words: positionals, now: new Date() }))) return;
  if (what === 'service' && (await changeServices(path, { words, resources: values.for }))) return;
  throw new Error(usage);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
