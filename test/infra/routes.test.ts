import { expect, test } from 'vitest';
import { functions } from '../../infra/functions.ts';
import { bySpecificity, matchRoute, segmentOf } from '../../local/host/api-routes.ts';
import { glob } from '../../local/host/glob.ts';
import { readable, wordOf } from './policies.ts';
import { deployment, type Json } from './support.ts';

const dev = deployment();

const routes: Record<string, string[]> = {
  'trail-pages': [
    'GET /v1/admin/accounts/{id}/refusals',
    'GET /v1/admin/audit',
    'GET /v1/admin/organizations/{id}/timeline',
    'GET /v1/events',
    'GET /v1/refusals',
    'GET /v1/requests',
    'GET /v1/requests/{id}',
  ],
  accounts: [
    'DELETE /v1/account',
    'DELETE /v1/passkeys/{id}',
    'DELETE /v1/person',
    'DELETE /v1/session',
    'DELETE /v1/sessions',
    'DELETE /v1/sessions/{id}',
    'GET /v1/account',
    'GET /v1/passkeys',
    'GET /v1/sessions',
    'POST /v1/login',
    'POST /v1/passkeys',
    'POST /v1/passkeys/options',
    'POST /v1/passkeys/presence',
    'POST /v1/session',
    'POST /v1/session/passkey',
    'POST /v1/session/passkey/options',
    'POST /v1/session/presence',
    'POST /v1/session/presence/options',
    'POST /v1/session/preview',
    'POST /v1/signup',
  ],
  members: [
    'DELETE /v1/members/{id}',
    'GET /v1/members',
    'GET /v1/organizations',
    'GET /v1/organizations/{id}',
    'PATCH /v1/members/{id}',
    'PATCH /v1/organizations/{id}',
    'POST /v1/invitations/accept',
    'POST /v1/invitations/preview',
    'POST /v1/members',
    'POST /v1/organizations',
  ],
  admin: [
    'GET /v1/admin/accounts',
    'GET /v1/admin/accounts/{id}/together',
    'GET /v1/admin/badges',
    'GET /v1/admin/badges/{handle}/picture',
    'GET /v1/admin/drift',
    'GET /v1/admin/organizations',
    'GET /v1/admin/revenue',
    'GET /v1/admin/today',
    'GET /v1/admin/events',
    'GET /v1/admin/licences',
    'GET /v1/admin/licences/{id}/{version}/missing',
    'GET /v1/admin/organizations/{id}',
    'GET /v1/admin/keys/{id}',
    'GET /v1/admin/requests',
    'GET /v1/admin/operations',
    'GET /v1/admin/datasets',
    'GET /v1/admin/datasets/{id}',
    'POST /v1/admin/datasets/{id}/publish',
    'POST /v1/admin/datasets/{id}/withdraw',
    'GET /v1/admin/roles',
    'GET /v1/admin/search',
    'GET /v1/admin/suppressions',
    'GET /v1/admin/use-cases',
    'POST /v1/admin/accounts/{id}/hold',
    'POST /v1/admin/accounts/{id}/keys/{key}/revoke',
    'POST /v1/admin/accounts/{id}/mails/{message}/send',
    'POST /v1/admin/accounts/{id}/release',
    'POST /v1/admin/accounts/{id}/release-units',
    'POST /v1/admin/accounts/{id}/view',
    'DELETE /v1/admin/accounts/{id}/view',
    'POST /v1/admin/accounts/{id}/restore',
    'POST /v1/admin/accounts/{id}/suspend',
    'POST /v1/admin/badges/{handle}/approve',
    'POST /v1/admin/badges/{handle}/ask',
    'POST /v1/admin/badges/{handle}/refuse',
    'POST /v1/admin/badges/{handle}/revoke',
    'POST /v1/admin/events/replay',
    'POST /v1/admin/events/{id}/replay',
    'POST /v1/admin/suppressions/release',
    'POST /v1/admin/use-cases/{id}/approve',
    'POST /v1/admin/use-cases/{id}/refuse',
    'POST /v1/admin/use-cases/{id}/revoke',
  ],
  badges: [
    'GET /v1/badges',
    'GET /v1/badges/{handle}/picture',
    'PATCH /v1/badges/{handle}',
    'POST /v1/badges',
    'POST /v1/badges/{handle}/appeal',
  ],
  'badge-pages': [
    'GET /badges',
    'GET /badges/check',
    'GET /badges/{handle}',
    'GET /badges/{handle}/picture',
    'GET /oembed',
  ],
  affiliates: [
    'DELETE /v1/badges/{handle}',
    'DELETE /v1/badges/{handle}/affiliates/{id}',
    'GET /v1/affiliations',
    'GET /v1/badges/{handle}/affiliates',
    'GET /v1/badges/{handle}/affiliates/{id}/picture',
    'POST /v1/affiliations/{id}/accept',
    'POST /v1/affiliations/{id}/decline',
    'POST /v1/affiliations/{id}/leave',
    'POST /v1/badges/{handle}/affiliates',
    'POST /v1/badges/{handle}/affiliates/{id}/confirm',
  ],
  domains: ['GET /v1/badges/{handle}/domain', 'POST /v1/badges/{handle}/domain/check'],
  billing: [
    'GET /v1/account/export',
    'GET /v1/admin/accounts/{id}/billing/given',
    'GET /v1/admin/accounts/{id}/billing/invoices',
    'GET /v1/admin/accounts/{id}/billing/refunds',
    'GET /v1/admin/catalogue',
    'GET /v1/admin/contests',
    'GET /v1/admin/stripe/{id}',
    'GET /v1/attention',
    'GET /v1/catalog',
    'GET /v1/credit/auto-top-up',
    'GET /v1/invoices',
    'POST /v1/admin/accounts/{id}/billing/comps',
    'POST /v1/admin/accounts/{id}/billing/comps/end',
    'POST /v1/admin/accounts/{id}/billing/credit',
    'POST /v1/admin/accounts/{id}/billing/offers',
    'POST /v1/admin/accounts/{id}/billing/offers/withdraw',
    'POST /v1/admin/accounts/{id}/billing/refunds',
    'POST /v1/admin/accounts/{id}/billing/units',
    'POST /v1/admin/accounts/{id}/new-customer',
    'POST /v1/admin/contests/{organization}/{id}/accept',
    'POST /v1/admin/contests/{organization}/{id}/reject',
    'POST /v1/badges/{handle}/affiliates/seats/preview',
    'POST /v1/billing-portal',
    'POST /v1/checkout',
    'POST /v1/checkout/invoice',
    'POST /v1/checkout/return',
    'POST /v1/credit/top-ups',
    'POST /v1/subscription/cancel',
    'POST /v1/subscription/change',
    'POST /v1/subscription/preview',
    'POST /v1/subscription/resume',
    'PUT /v1/admin/accounts/{id}/billing/limits',
    'PUT /v1/badges/{handle}/affiliates/seats',
    'PUT /v1/credit/auto-top-up',
    'PUT /v1/spend-cap',
  ],
  data: [
    'GET /data',
    'GET /data/{dataset}',
    'GET /data/{dataset}/counts',
    'GET /data/{dataset}/{id}',
    'GET /v1/badges/states',
    'GET /v1/usage/current',
    'GET /v1/usage/refusals',
    'POST /data/{dataset}/export',
  ],
  samples: ['GET /v1/sample/{dataset}', 'GET /v1/sample/{dataset}/counts'],
  gateway: ['ANY /gateway/{upstream}', 'ANY /gateway/{upstream}/{proxy+}'],
  verify: ['POST /v1/verify'],
  keys: [
    'DELETE /v1/apps/{id}',
    'DELETE /v1/keys/{id}',
    'DELETE /v1/signing-keys/{thumbprint}',
    'GET /licences/{id}/{version}',
    'GET /licences/{id}/{version}/differences',
    'GET /licences/{id}/{version}/terms',
    'GET /license.xml',
    'GET /v1/apps',
    'GET /v1/keys',
    'GET /v1/keys/{id}',
    'GET /v1/licences',
    'GET /v1/signing-keys',
    'GET /v1/statements',
    'GET /v1/statements/{day}',
    'GET /v1/statements/{day}/contests',
    'GET /v1/statements/{day}/places',
    'GET /v1/usage',
    'GET /v1/use-cases',
    'PATCH /v1/apps/{id}',
    'PATCH /v1/keys/{id}',
    'POST /v1/apps',
    'POST /v1/keys',
    'POST /v1/keys/{id}/rotate',
    'POST /v1/licences',
    'POST /v1/signing-keys',
    'POST /v1/statements/{day}/contest',
    'POST /v1/use-cases',
    'PUT /v1/signing-keys/rule',
  ],
  credentials: [
    'GET /.well-known/did.json',
    'GET /.well-known/jwks.json',
    'GET /.well-known/tollgate/instances/{instance}',
    'GET /.well-known/tollgate/keys',
    'GET /.well-known/tollgate/seals',
    'GET /.well-known/tollgate/seals/{number}',
    'GET /.well-known/tollgate/seals/{number}/timestamp',
    'GET /badges/keys/{kid}',
    'GET /badges/refresh',
    'GET /badges/status/{purpose}/{list}',
    'GET /badges/{handle}/credential',
    'GET /badges/{handle}/credential.png',
    'GET /badges/{handle}/credential.svg',
    'POST /badges/check',
    'POST /badges/refresh',
  ],
  unrouted: ['$default'],
  'stripe-webhook': ['POST /webhooks/stripe'],
  packs: [
    'GET /v1/admin/accounts/{id}/packs',
    'GET /v1/admin/accounts/{id}/packs/{pack}',
    'GET /v1/packs',
    'GET /v1/packs/{id}',
    'POST /v1/admin/accounts/{id}/packs',
    'POST /v1/packs',
  ],
  webhooks: ['/v1/admin/webhooks', '/v1/webhooks']
    .flatMap((path) => [
      `DELETE ${path}/{id}`,
      `GET ${path}`,
      `GET ${path}/{id}/deliveries`,
      `PATCH ${path}/{id}`,
      `POST ${path}`,
      `POST ${path}/{id}/replay`,
      `POST ${path}/{id}/rotate`,
      `POST ${path}/{id}/test`,
    ])
    .sort(),
};

/** Whether a path needs no session and no key, and costs nothing. */
const isPublic = (path: string) =>
  !/^\/(v1|data|gateway)\b/.test(path) || path === '/v1/catalog' || path.startsWith('/v1/sample/');

/** Routes with the HEAD route of each public GET. */
const withHeads = (all: readonly string[]) =>
  all.flatMap((route) => {
    const [method, path = ''] = route.split(' ');
    return method === 'GET' && isPublic(path) ? [route, `HEAD ${path}`] : [route];
  });

test('every function declares the routes named here, and no others', () => {
  const declared = Object.entries(functions).flatMap(([word, { routes: own }]) => {
    if (own === undefined) return [];
    return [[word, own === '$default' ? ['$default'] : Object.keys(own).toSorted()]];
  });
  const expected = Object.entries(routes).map(([word, all]) => [word, all.toSorted()]);
  expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(expected));
});

const integrations = new Map(
  dev.resources('AWS::ApiGatewayV2::Integration').map(({ id, Properties }) => {
    expect(Properties.PayloadFormatVersion).toBe('2.0');
    return [id, wordOf(readable(Properties.IntegrationUri).replace('.Arn', ''))];
  }),
);

/** The routes of the template as API Gateway orders them, with the function's word. */
const atGateway = dev
  .resources('AWS::ApiGatewayV2::Route')
  .map(({ Properties }) => {
    const routeKey = String(Properties.RouteKey);
    const [method = '', path = ''] = routeKey === '$default' ? ['ANY', '/{proxy+}'] : routeKey.split(' ');
    const word = integrations.get(readable(Properties.Target).split('/')[1]!)!;
    return { routeKey, method, segments: path.split('/').slice(1).map(segmentOf), functionId: word };
  })
  .toSorted(bySpecificity);

test('API Gateway sends a request of every declared route to its function; public pages also answer HEAD', () => {
  for (const [word, all] of Object.entries(routes)) {
    for (const route of withHeads(all)) {
      if (route === '$default') continue;
      const [method = '', path = ''] = route.split(' ');
      const asked = path.replaceAll(/\{(\w+)\+?\}/g, 'a-$1');
      expect(matchRoute(atGateway, method === 'ANY' ? 'PATCH' : method, asked)?.functionId, route).toBe(word);
    }
  }
});

test('a path that one function alone answers below is grouped, so that a new route there is no new resource', () => {
  const grouped = atGateway.flatMap(({ routeKey }) => (routeKey.endsWith('/{proxy+}') ? [routeKey] : []));
  expect(grouped.toSorted()).toEqual([
    'ANY /.well-known/{proxy+}',
    'ANY /badges/keys/{proxy+}',
    'ANY /badges/status/{proxy+}',
    'ANY /data/{proxy+}',
    'ANY /gateway/{upstream}/{proxy+}',
    'ANY /licences/{proxy+}',
    'ANY /v1/admin/accounts/{id}/billing/{proxy+}',
    'ANY /v1/admin/accounts/{id}/packs/{proxy+}',
    'ANY /v1/admin/contests/{proxy+}',
    'ANY /v1/admin/webhooks/{proxy+}',
    'ANY /v1/admin/{proxy+}',
    'ANY /v1/affiliations/{proxy+}',
    'ANY /v1/apps/{proxy+}',
    'ANY /v1/badges/{handle}/affiliates/{id}/{proxy+}',
    'ANY /v1/checkout/{proxy+}',
    'ANY /v1/credit/{proxy+}',
    'ANY /v1/invitations/{proxy+}',
    'ANY /v1/keys/{proxy+}',
    'ANY /v1/members/{proxy+}',
    'ANY /v1/organizations/{proxy+}',
    'ANY /v1/packs/{proxy+}',
    'ANY /v1/passkeys/{proxy+}',
    'ANY /v1/sample/{proxy+}',
    'ANY /v1/session/{proxy+}',
    'ANY /v1/sessions/{proxy+}',
    'ANY /v1/signing-keys/{proxy+}',
    'ANY /v1/statements/{proxy+}',
    'ANY /v1/subscription/{proxy+}',
    'ANY /v1/webhooks/{proxy+}',
  ]);
});

/** Source: AWS CloudFormation User Guide, "Understand CloudFormation quotas": 500 resources a template. */
test('the stack of the service has room for routes and functions to come', () => {
  expect(Object.keys(dev.service.toJSON().Resources as Json).length).toBeLessThanOrEqual(488);
});

/** Source: API Gateway Developer Guide, "Quotas for HTTP APIs": 300 routes an API. */
test('the API has room for routes to come', () => {
  expect(dev.resources('AWS::ApiGatewayV2::Route').length).toBeLessThanOrEqual(270);
});

test('one function answers requests without a route, so that API Gateway never sends its own cacheable 404', () => {
  const keys = dev.resources('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
  expect(keys.filter((key) => key === '$default')).toHaveLength(1);
});

test('every route is below a path that CloudFront sends to the API, with its method allowed', () => {
  const [distribution] = dev.resources('AWS::CloudFront::Distribution');
  const { CacheBehaviors, Origins } = distribution!.Properties.DistributionConfig as {
    CacheBehaviors: { PathPattern?: string; TargetOriginId: string; AllowedMethods: string[] }[];
    Origins: { Id: string; CustomOriginConfig?: unknown }[];
  };
  const apiOrigin = Origins.find(({ CustomOriginConfig }) => CustomOriginConfig)!;
  for (const route of withHeads(Object.values(routes).flat())) {
    if (route === '$default') continue;
    const [method = '', path = ''] = route.split(' ');
    const behaviour = CacheBehaviors.find(({ PathPattern = '' }) => glob(PathPattern).test(path));
    expect(behaviour?.TargetOriginId, route).toBe(apiOrigin.Id);
    const methods = method === 'ANY' ? ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] : [method];
    expect(behaviour?.AllowedMethods, route).toEqual(expect.arrayContaining(methods));
  }
});

test('samples are let through 50 times a second, so that whoever tries them takes nothing from buyers', () => {
  const [stage] = dev.resources('AWS::ApiGatewayV2::Stage');
  expect(stage?.Properties.RouteSettings).toEqual({
    'ANY /v1/sample/{proxy+}': { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 50 },
  });
  const dependencies = stage?.DependsOn as string[];
  const [route] = dev
    .resources('AWS::ApiGatewayV2::Route')
    .filter(({ Properties }) => String(Properties.RouteKey).includes('/v1/sample'));
  expect(dependencies).toContain(route?.id);
});

test('no route has a person’s address in its path: paths are logged', () => {
  const parameters = Object.values(routes).flatMap((all) => all.flatMap((route) => route.match(/(?<=\{)\w+/g) ?? []));
  expect(parameters.length).toBeGreaterThan(20);
  expect(parameters.filter((name) => /mail|address|person/i.test(name))).toEqual([]);
});

test('the API is throttled and logs every request, never its query, headers or body', () => {
  const [stage] = dev.resources('AWS::ApiGatewayV2::Stage');
  expect(stage!.Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 });
  const { Format, DestinationArn } = stage!.Properties.AccessLogSettings as { Format: string; DestinationArn: unknown };
  expect(readable(DestinationArn)).toMatch(/^PublicApiAccessLogs/);
  const logged = Object.values(JSON.parse(Format) as Record<string, string>);
  expect(logged).toContain('$context.path');
  expect(
    logged.filter(
      (value) =>
        !/^\$context\.(request(Id|Time)|routeKey|path|status|response(Length|Latency)|integrationErrorMessage)$/.test(
          value,
        ),
    ),
  ).toEqual([]);
});
