import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shellPages } from '../../infra/page-routing.ts';
import { pathHeader } from '../../shared/http/path.ts';
import { functionsOf, readable } from './policies.ts';
import { deployment, type Json } from './support.ts';

const dev = deployment();
const local = deployment({ stage: 'local', publicOrigin: 'http://localhost:4321' });

type Behaviour = {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly FunctionAssociations: { readonly EventType: string; readonly FunctionARN: unknown }[];
} & Json;
type Origin = { readonly Id: string; readonly OriginCustomHeaders?: Json[]; readonly DomainName: unknown } & Json;

const distribution = dev.resources('AWS::CloudFront::Distribution')[0]!.Properties.DistributionConfig as {
  readonly CacheBehaviors: Behaviour[];
  readonly DefaultCacheBehavior: Behaviour;
  readonly Origins: Origin[];
} & Json;
const apiOrigin = distribution.Origins.find(({ CustomOriginConfig }) => CustomOriginConfig)!;
const environmentOf = (word: string, of = dev) =>
  (functionsOf(of).get(word)!.Properties.Environment as { Variables: Json }).Variables;

/** The functions behind a route, as `routes.test.ts` lists them. */
const routed = [
  'accounts',
  'billing',
  'keys',
  'data',
  'badges',
  'badge-pages',
  'samples',
  'credentials',
  'admin',
  'stripe-webhook',
  'unrouted',
  'webhooks',
];

/** Runs the edge function that a behaviour names, from its code in the template. */
function edgeFunctionOf(behaviour: Behaviour, eventType: string): (event: object) => unknown {
  const association = behaviour.FunctionAssociations.find(({ EventType }) => EventType === eventType);
  const id = readable(association?.FunctionARN).split('.')[0];
  const { FunctionCode } = dev.resources('AWS::CloudFront::Function').find((each) => each.id === id)!.Properties;
  return new Function(`${FunctionCode}; return handler;`)();
}

type EdgeRequest = { uri: string; headers: Record<string, { value: string }>; querystring?: object };

/** The result of a behaviour's edge function for a request. */
const atTheEdge = (behaviour: Behaviour, request: EdgeRequest) =>
  edgeFunctionOf(behaviour, 'viewer-request')({ request, viewer: { ip: '203.0.113.7' } }) as EdgeRequest;

test('CloudFront sends the origin secret to the API, and every function behind a route knows the same one', () => {
  const [header] = apiOrigin.OriginCustomHeaders ?? [];
  expect(header?.HeaderName).toBe('x-tollgate-origin');
  expect(readable(header?.HeaderValue)).toMatch(/^\{\{resolve:secretsmanager:OriginSecret\w+:SecretString:::\}\}$/);
  for (const word of routed) expect(environmentOf(word).ORIGIN_SECRETS, word).toEqual(header?.HeaderValue);
});

test('CloudFront sends the first of two origin secrets, and every function behind a route accepts both', () => {
  const turned = deployment({ originSecrets: '2,1' });
  const { Origins } = turned.resources('AWS::CloudFront::Distribution')[0]!.Properties.DistributionConfig as {
    Origins: Origin[];
  };
  const said = Origins.flatMap(({ OriginCustomHeaders = [] }) => OriginCustomHeaders).map(
    ({ HeaderValue }) => HeaderValue,
  );
  expect(said.map(readable)).toEqual([expect.stringMatching(/OriginSecret2/)]);
  for (const word of routed)
    expect(readable(environmentOf(word, turned).ORIGIN_SECRETS).split(',')).toEqual([
      readable(said[0]),
      expect.stringMatching(/OriginSecret[0-9A-F]{8}/),
    ]);
});

test('the files’ origin never gets the secret, and functions without a route do not know it', () => {
  const files = distribution.Origins.filter(({ Id }) => Id !== apiOrigin.Id);
  expect(files.map(({ OriginCustomHeaders }) => OriginCustomHeaders)).toEqual([undefined, undefined]);
  for (const word of ['stripe-sync', 'reconcile', 'mailer', 'webhook-sender'])
    expect(environmentOf(word)).not.toHaveProperty('ORIGIN_SECRETS');
});

/** Behaviours of the API; another serves the public files of datasets. */
const ofApi = distribution.CacheBehaviors.filter(({ TargetOriginId }) => TargetOriginId === apiOrigin.Id);

/** Whether a path's answers are the same for everyone. */
const isPublic = ({ PathPattern = '' }: Behaviour) =>
  /^\/(badges|badges\/\*|oembed|license\.xml|\.well-known\/.+)$/.test(PathPattern);

test('except for public pages, answers of the API are never cached; its requests use TLS and carry everything that the viewer sent', () => {
  const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
  for (const behaviour of ofApi)
    expect(behaviour).toMatchObject({
      CachePolicyId: isPublic(behaviour) ? expect.anything() : cachingDisabled,
      OriginRequestPolicyId: isPublic(behaviour) ? expect.anything() : allViewerExceptHostHeader,
      ViewerProtocolPolicy: 'https-only',
    });
  expect(apiOrigin.CustomOriginConfig).toMatchObject({
    OriginProtocolPolicy: 'https-only',
    OriginSSLProtocols: ['TLSv1.2'],
  });
});

test('public files of datasets are kept at the edge for as long as each says, and read from their own bucket', () => {
  const [files, ...more] = distribution.CacheBehaviors.filter((behaviour) => !ofApi.includes(behaviour));
  expect([files?.PathPattern, more]).toEqual(['/public/*', []]);
  const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
  expect(files).toMatchObject({ CachePolicyId: cachingOptimized, ViewerProtocolPolicy: 'redirect-to-https' });
  expect(files?.TargetOriginId).not.toBe(distribution.DefaultCacheBehavior.TargetOriginId);
});

test('CloudFront waits longer than API Gateway, so that it never repeats a read that is being counted', () => {
  const { OriginReadTimeout } = apiOrigin.CustomOriginConfig as { OriginReadTimeout: number };
  const waits = dev
    .resources('AWS::ApiGatewayV2::Integration')
    .map(({ Properties }) => Number(Properties.TimeoutInMillis));
  expect(OriginReadTimeout).toBeGreaterThanOrEqual(Math.max(...waits) / 1_000 + 5);
});

/**
 * CloudFront caches these errors for 10 s unless their time is set, under any cache policy. Our own 410 and 501 carry `no-store`, and the time of
 * 410 cannot be set. Source: CloudFront Developer Guide, "HTTP status codes that CloudFront caches" and "Control how long CloudFront caches errors".
 */
test('errors of CloudFront and of API Gateway itself are not cached at the edge', () => {
  const { CustomErrorResponses } = distribution as unknown as { CustomErrorResponses: Json[] };
  expect(CustomErrorResponses).toEqual(
    [404, 405, 414, 500, 501, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
  );
});

/** The name of a CloudFront resource: next to the code or in the configuration. */
const nameOf = (properties: Json): unknown =>
  properties.Name ?? Object.values(properties).flatMap((value) => (value as Json)?.Name ?? [])[0];

test('two regions of an account may have the same stage: CloudFront’s names contain the region, and CloudFormation generates IAM’s', () => {
  const types = ['Function', 'CachePolicy', 'OriginRequestPolicy', 'ResponseHeadersPolicy', 'OriginAccessControl'];
  const named = types.flatMap((type) => dev.resources(`AWS::CloudFront::${type}`));
  expect(named.length).toBeGreaterThanOrEqual(6);
  for (const { id, Properties } of named) expect(readable(nameOf(Properties)), id).toContain('Region');
  for (const { id, Properties } of dev.resources('AWS::IAM::Role'))
    expect(Properties, id).not.toHaveProperty('RoleName');
});

test('public answers about badges, licences and the ledger are cached at the edge for a minute at most, by path, query and language alone', () => {
  const [policy, ...others] = dev.resources('AWS::CloudFront::CachePolicy');
  expect(others).toEqual([]);
  const kept = distribution.CacheBehaviors.filter(({ CachePolicyId }) => typeof CachePolicyId === 'object');
  expect(kept.map(({ PathPattern }) => PathPattern)).toEqual(
    distribution.CacheBehaviors.filter(isPublic).map(({ PathPattern }) => PathPattern),
  );
  expect(kept).toHaveLength(7);
  for (const { CachePolicyId } of kept) expect(CachePolicyId).toEqual({ Ref: policy?.id });
  expect(policy?.Properties.CachePolicyConfig).toMatchObject({
    ...{ MinTTL: 0, DefaultTTL: 0, MaxTTL: 60 },
    ParametersInCacheKeyAndForwardedToOrigin: {
      QueryStringsConfig: { QueryStringBehavior: 'all' },
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['accept-language'] },
      CookiesConfig: { CookieBehavior: 'none' },
    },
  });
});

test('functions behind the edge’s cache get no cookie and no key, only the headers that their pages need', () => {
  const [policy, ...others] = dev.resources('AWS::CloudFront::OriginRequestPolicy');
  expect(others).toEqual([]);
  for (const { OriginRequestPolicyId } of distribution.CacheBehaviors.filter(isPublic))
    expect(OriginRequestPolicyId).toEqual({ Ref: policy?.id });
  expect(policy?.Properties.OriginRequestPolicyConfig).toMatchObject({
    CookiesConfig: { CookieBehavior: 'none' },
    HeadersConfig: {
      HeaderBehavior: 'whitelist',
      Headers: ['accept', 'accept-language', 'content-type', 'true-client-ip', 'x-tollgate-path'],
    },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  });
});

test.each([
  ['ar', 'ar'],
  [' AR-eg, en;q=0.8', 'ar'],
  ['en-GB,ar;q=0.5', 'en'],
  ['arn', 'en'],
  ['de', 'en'],
  [undefined, 'en'],
])('a reader’s language %s reaches the API as %s', (wanted, heard) => {
  const headers: Record<string, { value: string }> =
    wanted === undefined ? {} : { 'accept-language': { value: wanted } };
  for (const behaviour of distribution.CacheBehaviors.filter(isPublic))
    expect(atTheEdge(behaviour, { uri: '/badges/ada', headers: { ...headers } }).headers['accept-language']).toEqual({
      value: heard,
    });
});

test('the API gets the caller’s address from the edge, not from the caller’s own headers', () => {
  for (const behaviour of ofApi) {
    const sent = { uri: '/v1/login', headers: { 'true-client-ip': { value: '198.51.100.1' } } };
    expect(atTheEdge(behaviour, sent).headers['true-client-ip']).toEqual({ value: '203.0.113.7' });
  }
});

test('the API gets the path as the caller wrote it from the edge, not from the caller’s own headers', () => {
  for (const behaviour of ofApi) {
    const sent = { uri: '/gateway/trends/a%2Fb%3Fc', headers: { [pathHeader]: { value: '/v1/forged' } } };
    const told = atTheEdge(behaviour, sent);
    expect([told.uri, told.headers[pathHeader]]).toEqual([sent.uri, { value: '/gateway/trends/a%2Fb%3Fc' }]);
  }
});

test.each([
  ['/', '/index.html', 200],
  ['/ar', '/ar/index.html', 200],
  ['/ar/', '/ar/index.html', 200],
  ['/pricing', '/pricing/index.html', 200],
  ['/pricing/', '/pricing/index.html', 200],
  ['/ar/pricing', '/ar/pricing/index.html', 200],
  ['/datasets/posts', '/datasets/posts/index.html', 200],
  ['/ar/problems/not_found', '/ar/problems/not_found/index.html', 200],
  ['/licences/films', '/licences/films/index.html', 200],
  ['/app', '/app.html', 200],
  ['/app/', '/app.html', 200],
  ['/app/badges/ada', '/app.html', 200],
  ['/app/badges/a.b', '/app.html', 200],
  ['/console/events', '/app.html', 200],
  ['/sign-in/link', '/app.html', 200],
  ['/sign-in/other', '/404.html', 404],
  ['/apps', '/404.html', 404],
  ['/v1.2/sign-in', '/404.html', 404],
  ['/pricing/old', '/404.html', 404],
  ['/datasets/none', '/404.html', 404],
  ['/problems/none', '/404.html', 404],
  ['/art', '/404.html', 404],
  ['/ar/sign-in', '/ar/404.html', 404],
  ['/ar/no-such-page', '/ar/404.html', 404],
  ['/no-such-page', '/404.html', 404],
  ['/404.html', '/404.html', 404],
  ['/ar/404.html', '/ar/404.html', 404],
  ['/assets/index-4f2a.js', '/assets/index-4f2a.js', 200],
  ['/favicon.svg', '/favicon.svg', 200],
])('at the edge %s becomes %s, and is answered with %i', (uri, served, status) => {
  const behaviour = distribution.DefaultCacheBehavior;
  expect(atTheEdge(behaviour, { uri, headers: {} }).uri).toBe(served);
  const answer = edgeFunctionOf(behaviour, 'viewer-response');
  for (const seen of [uri, served]) {
    const response = { statusCode: 200, headers: {} };
    expect(answer({ request: { uri: seen, headers: {} }, response })).toMatchObject({ statusCode: status });
  }
  const unchanged = { request: { uri, headers: {} }, response: { statusCode: 304, headers: {} } };
  expect(answer(unchanged)).toMatchObject({ statusCode: 304 });
});

test('the edge knows every address of the portal, and no other', () => {
  const source = (name: string) => readFileSync(`portal/src/${name}`, 'utf8');
  const app = ['app.tsx', 'dashboard/routes.tsx', 'operator/routes.tsx'].map(source).join('');
  const elements = [...app.matchAll(/path="([^"]+)"/g)].map(([, path = '']) => path);
  const accountPages = [...source('app.tsx').matchAll(/\['([^']+)', \(\) => import\(/g)].map(([, path = '']) => path);
  expect(accountPages).toContain('sign-up');
  const routes = [...elements, ...accountPages]
    .filter((path) => path !== '*' && path !== 'accounts')
    .map((path) => `/${path}`);
  const alone = routes.filter((path) => !/^\/(app|console)\//.test(path));
  expect([...shellPages].toSorted()).toEqual(alone.toSorted());
});

test.each([
  ['/dashboard', '', '/app'],
  ['/dashboard/', '', '/app'],
  ['/dashboard/badges/ada', '', '/app/badges/ada'],
  ['/dashboard', 'checkout=success&session=cs_test_a1', '/app?checkout=success&session=cs_test_a1'],
  ['/operator', '', '/console'],
  ['/operator/trail', 'account=acc%2F1&account=2&open=', '/console/trail?account=acc%2F1&account=2&open'],
])('the former address %s?%s leads to %s', (uri, query, location) => {
  const values = new Map<string, { value: string }[]>();
  for (const [name = '', value = ''] of query.split('&').map((pair) => pair.split('=')))
    if (name) values.set(name, [...(values.get(name) ?? []), { value }]);
  const querystring = Object.fromEntries(
    [...values].map(([name, all]) => [name, { ...all.at(-1), ...(all.length > 1 && { multiValue: all }) }]),
  );
  expect(atTheEdge(distribution.DefaultCacheBehavior, { uri, headers: {}, querystring })).toEqual({
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: { location: { value: location }, 'cache-control': { value: 'public, max-age=3600' } },
  });
});

test('all that runs at the edge fits there: 10 KB a function', () => {
  const sizes = dev
    .resources('AWS::CloudFront::Function')
    .map(({ Properties }) => String(Properties.FunctionCode).length);
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10_240);
});

test('every policy of ours on forwarding sends the edge’s own headers to the API', () => {
  for (const { Properties } of dev.resources('AWS::CloudFront::OriginRequestPolicy')) {
    const { HeadersConfig } = Properties.OriginRequestPolicyConfig as { HeadersConfig: { Headers?: string[] } };
    expect(HeadersConfig.Headers).toEqual(expect.arrayContaining(['true-client-ip', pathHeader]));
  }
});

test('every answer carries security headers; a function may replace the content security policy and nothing else', () => {
  const [policy] = dev.resources('AWS::CloudFront::ResponseHeadersPolicy');
  for (const behaviour of [...distribution.CacheBehaviors, distribution.DefaultCacheBehavior])
    expect(behaviour.ResponseHeadersPolicyId).toEqual({ Ref: policy?.id });
  expect(policy?.Properties).toMatchObject({
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy: expect.stringMatching(/^default-src 'self';(?!.*unsafe).*frame-ancestors 'none'/),
          Override: false,
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
      },
    },
  });
});

test('functions know the public address: the distribution’s, the operator’s own, or the local host’s', () => {
  const custom = deployment({
    domainName: 'data.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
  });
  for (const word of [...routed, 'mailer']) {
    expect(readable(environmentOf(word).PUBLIC_ORIGIN)).toMatch(/^https:\/\/PortalDistribution\w+\.DomainName$/);
    expect(environmentOf(word, custom).PUBLIC_ORIGIN).toBe('https://data.example.com');
    expect(environmentOf(word, local).PUBLIC_ORIGIN).toBe('http://localhost:4321');
  }
  expect(custom.resources('AWS::CloudFront::Distribution')[0]?.Properties).toMatchObject({
    DistributionConfig: {
      Aliases: ['data.example.com'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
    },
  });
});

test('operators sign in by passkey in every deployment, and by link only on the laptop', () => {
  expect(environmentOf('admin').OPERATOR_SIGN_IN).toBe('passkey');
  expect(environmentOf('admin', local).OPERATOR_SIGN_IN).toBe('link');
});

test('the portal’s address, the webhook’s address and the target of a domain are outputs', () => {
  const outputs = dev.service.toJSON().Outputs as Record<string, { Value: unknown }>;
  expect(readable(outputs.PortalUrl?.Value)).toMatch(/^https:\/\/PortalDistribution\w+\.DomainName$/);
  expect(readable(outputs.WebhookUrl?.Value)).toMatch(/DomainName\/webhooks\/stripe$/);
  const own = deployment({
    domainName: 'data.example.com',
    certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
  });
  const { CnameTarget } = own.service.toJSON().Outputs as Record<string, { Value: unknown }>;
  expect(readable(CnameTarget?.Value)).toMatch(/^PortalDistribution\w+\.DomainName$/);
});
