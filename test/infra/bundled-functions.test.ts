import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiRoutesOf } from '../../infra/api-routes.ts';
import { type Bundles, bundleFunctions } from '../../infra/bundle.ts';
import { functions } from '../../infra/functions.ts';
import { invokeBundle } from './invoke-bundle.ts';
import { functionsOf, readable } from './policies.ts';
import { deployment, type Json, temporaryFolder } from './support.ts';

const dev = deployment();
const outDir = temporaryFolder();
let bundles: Bundles;

const secrets: Record<string, string> = {
  'stripe-secret-key': 'sk_test_tollgate',
  'stripe-webhook-secrets': 'whsec_one,whsec_two',
  'stripe-destination-secrets': 'whsec_three',
  'upstream-trends': 'what the operator’s API asks for',
  'key-peppers': JSON.stringify({ 1: 'a pepper of more than 32 characters' }),
  'handle-key': 'what hides handles',
  'together-key': 'what hides networks',
  'webhook-keys': JSON.stringify({ 1: 'a key of more than 32 characters, too' }),
};
const asked: string[] = [];

/** The part of Parameter Store that functions use: reading parameters by name. */
const parameterStore = createServer(async (request, response) => {
  const { Names } = JSON.parse(Buffer.concat(await request.toArray()).toString('utf8')) as { Names: string[] };
  asked.push(...Names);
  const Parameters = Names.map((Name) => ({ Name, Value: secrets[Name.replace('/tollgate/dev/', '')] }));
  response.setHeader('content-type', 'application/x-amz-json-1.1').end(JSON.stringify({ Parameters }));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => parameterStore.listen(0, '127.0.0.1', resolve));
  bundles = await bundleFunctions({ outDir });
});
afterAll(() => new Promise((resolve) => parameterStore.close(resolve)));

/** The variables of a function in the template, with stand-ins for values that only CloudFormation knows. */
function environmentOf(word: string): Record<string, string> {
  const { Variables } = functionsOf(dev).get(word)!.Properties.Environment as { Variables: Json };
  const { port } = parameterStore.address() as AddressInfo;
  return {
    ...Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, readable(value)])),
    AWS_ENDPOINT_URL_SSM: `http://127.0.0.1:${port}`,
  };
}

const routed = Object.entries(functions).flatMap(([word, { routes }]) => (routes ? [word] : []));

const apiRoutes = apiRoutesOf(functions);

/** The packages and our own folders that are in a function's bundle. */
function partsOf(word: string): string[] {
  const outputs = Object.entries(bundles.metafile.outputs).filter(([file]) => file.includes(`/${word}/`));
  const inputs = outputs.flatMap(([, output]) => Object.keys(output.inputs));
  return [...new Set(inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? input))];
}
const withPart = (pattern: RegExp) =>
  Object.keys(functions).filter((word) => partsOf(word).some((part) => pattern.test(part)));

/** Headers of calls that come past CloudFront: none, an empty one, a guess. */
const uninvited: Record<string, string>[] = [{}, { 'x-tollgate-origin': '' }, { 'x-tollgate-origin': 'guess' }];

/** One process of a function: how it starts, then every route for callers past CloudFront, then one call from CloudFront. */
async function run(word: string) {
  asked.length = 0;
  const environment = environmentOf(word);
  const routes = apiRoutes.get(word) ?? [];
  const calls = routes.flatMap((route) => uninvited.map((headers) => ({ route, headers })));
  const invited = { route: 'GET /nowhere', headers: { 'x-tollgate-origin': environment.ORIGIN_SECRETS ?? '' } };
  const all = calls.length > 0 ? [...calls, invited] : [];
  const { hasHandler, answers } = await invokeBundle(bundles.assetDir(word), environment, all);
  return { hasHandler, asked: [...asked], refused: answers.slice(0, calls.length), letIn: answers.slice(calls.length) };
}
const runs = new Map<string, ReturnType<typeof run>>();
const runOf = (word: string) => {
  const known = runs.get(word) ?? run(word);
  runs.set(word, known);
  return known;
};

test.each(Object.keys(functions))(
  '%s starts with the environment of the template and asks for the secrets it may read',
  async (word) => {
    const { hasHandler, asked: names } = await runOf(word);
    expect(hasHandler).toBe(true);
    const granted = (functions[word]?.secrets ?? []).map((name) => `/tollgate/dev/${name}`);
    for (const name of names) expect(granted).toContain(name);
  },
);

test.each(routed)('%s first refuses requests that bypass CloudFront, on every route', async (word) => {
  const { refused } = await runOf(word);
  expect(refused).toHaveLength(3 * (apiRoutes.get(word) ?? []).length);
  for (const answer of refused)
    expect(answer).toMatchObject({ statusCode: 403, body: expect.stringContaining('"origin_not_allowed"') });
});

test.each(routed)('%s accepts requests with the secret that the template gave to CloudFront', async (word) => {
  expect((await runOf(word)).letIn).toMatchObject([{ statusCode: 404 }]);
});

test('only the functions that talk to Stripe or check its signature carry Stripe’s library', () => {
  expect(withPart(/^stripe$/).toSorted()).toEqual([
    'badge-settlement',
    'billing',
    'leaving',
    'pack-maker',
    'reconcile',
    'stripe-sync',
    'stripe-webhook',
    'top-up',
    'usage-report',
  ]);
});

test.each(['data', 'gateway', 'verify', 'authorizer'])(
  '%s, a hot path, carries no Stripe gateway, no sign-in and no mail',
  (word) => {
    const foreign = /^shared\/stripe\/|^stripe$|^@simplewebauthn\/|client-sesv2$/;
    expect(partsOf(word).filter((part) => foreign.test(part))).toEqual([]);
  },
);

test('only `data` carries the query engine', () => {
  const carriers = Object.entries(bundles.metafile.outputs).filter(([, output]) =>
    output.imports.some(({ path }) => path === '@duckdb/node-api'),
  );
  expect(carriers.map(([file]) => file.split('/').at(-2))).toEqual(['data']);
});

test('only `mailer` can speak to the mail service', () => {
  expect(withPart(/client-sesv2$/)).toEqual(['mailer']);
});

test('only `mailer` carries the texts of mails: senders know their names and data as types', () => {
  expect(withPart(/^shared\/domain\/mail\/(mails|compose|render)\.ts$/)).toEqual(['mailer']);
});

test('no bundle carries the infrastructure, the local world or the portal', () => {
  expect(withPart(/^(infra|local|portal|test|bench)\/|^aws-cdk-lib$|^react$/)).toEqual([]);
});

test('no bundle needs more than 3 MB, so that a cold start stays short; nobody waits for that of packs, which draws a report', () => {
  const large = Object.entries(bundles.metafile.outputs).filter(
    ([file, { bytes }]) => file.endsWith('.mjs') && bytes > 3e6 && !(file.includes('/pack-maker/') && bytes < 4e6),
  );
  expect(large.map(([file]) => file)).toEqual([]);
});
