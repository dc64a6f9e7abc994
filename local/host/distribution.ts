import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { type EdgeFunction, readEdgeFunctions } from './edge-functions.ts';
import { glob } from './glob.ts';
import type { Resolver } from './intrinsics.ts';

const Behaviour = z.looseObject({
  TargetOriginId: z.string(),
  PathPattern: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z.array(z.looseObject({ EventType: z.string(), FunctionARN: z.string() })).default([]),
});
const OriginConfig = z.looseObject({
  Id: z.string(),
  DomainName: z.string(),
  CustomOriginConfig: z.unknown().optional(),
  OriginCustomHeaders: z.array(z.looseObject({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
});
const Properties = z.looseObject({
  DistributionConfig: z.looseObject({
    Origins: z.array(OriginConfig),
    DefaultCacheBehavior: Behaviour,
    CacheBehaviors: z.array(Behaviour).default([]),
  }),
});
const Overridable = z.looseObject({ Override: z.boolean().optional() });
const Policy = z.looseObject({
  ResponseHeadersPolicyConfig: z.looseObject({
    SecurityHeadersConfig: z
      .looseObject({
        ContentSecurityPolicy: Overridable.extend({ ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: Overridable.optional(),
        FrameOptions: Overridable.extend({ FrameOption: z.string() }).optional(),
        ReferrerPolicy: Overridable.extend({ ReferrerPolicy: z.string() }).optional(),
      })
      .default({}),
    CustomHeadersConfig: z
      .looseObject({ Items: z.array(Overridable.extend({ Header: z.string(), Value: z.string() })) })
      .default({ Items: [] }),
  }),
});

type ResponseHeader = { readonly name: string; readonly value: string; readonly override: boolean };

/**
 * The origin of a path. `files`: the bucket of the default behaviour, which a deployment fills and local folders stand in for. Any other bucket
 * is that of the stand-in for S3.
 */
type Origin = 'api' | 'files' | { readonly bucket: string };

/** CloudFront's treatment of one path. */
export type Behaviour = {
  readonly origin: Origin;
  /** Headers for the API; they replace the client's headers of the same names. */
  readonly originHeaders: Readonly<Record<string, string>>;
  /** The function that runs before the request reaches the API or a file. */
  readonly onRequest: EdgeFunction | undefined;
  /** The function that runs before the answer goes to the viewer. */
  readonly onResponse: EdgeFunction | undefined;
  /** Headers added to the answer; without `override` only if the origin did not set them. */
  readonly responseHeaders: readonly ResponseHeader[];
};

/** Reads the template's distribution; the function returns the behaviour for a path, which is the first whose pattern matches. */
export function readDistribution(assembly: Assembly, resolver: Resolver): (path: string) => Behaviour {
  const [distribution] = assembly.resources('AWS::CloudFront::Distribution');
  if (!distribution) throw new Error('The template has no CloudFront distribution');
  const edgeFunctions = readEdgeFunctions(assembly, resolver);
  const { DistributionConfig: config } = Properties.parse(
    resolver.resolve(distribution.properties, distribution.stack),
  );
  const policies = readPolicies(assembly, resolver);
  const hostOf = (id: string) => config.Origins.find(({ Id }) => Id === id)?.DomainName;
  const hostOfFiles = hostOf(config.DefaultCacheBehavior.TargetOriginId);
  const originOf = (origin: z.infer<typeof OriginConfig> | undefined): Origin => {
    if (origin?.CustomOriginConfig) return 'api';
    const host = origin?.DomainName;
    return host === undefined || host === hostOfFiles ? 'files' : { bucket: host.split('.')[0] ?? '' };
  };
  const behaviourOf = (behaviour: z.infer<typeof Behaviour>): Behaviour => {
    const origin = config.Origins.find(({ Id }) => Id === behaviour.TargetOriginId);
    const headers = origin?.OriginCustomHeaders ?? [];
    const edgeOn = (type: string) =>
      edgeFunctions.get(behaviour.FunctionAssociations.find(({ EventType }) => EventType === type)?.FunctionARN ?? '');
    return {
      origin: originOf(origin),
      originHeaders: Object.fromEntries(headers.map((header) => [header.HeaderName.toLowerCase(), header.HeaderValue])),
      onRequest: edgeOn('viewer-request'),
      onResponse: edgeOn('viewer-response'),
      responseHeaders: policies.get(behaviour.ResponseHeadersPolicyId ?? '') ?? [],
    };
  };
  const patterns = config.CacheBehaviors.map((behaviour) => ({
    pattern: patternOf(behaviour.PathPattern ?? ''),
    behaviour: behaviourOf(behaviour),
  }));
  const otherwise = behaviourOf(config.DefaultCacheBehavior);
  return (path) => patterns.find(({ pattern }) => pattern.test(path))?.behaviour ?? otherwise;
}

/** The leading slash of a pattern is optional. Source: CloudFront, "Path pattern". */
const patternOf = (pattern: string): RegExp => glob(`/${pattern.replace(/^\//, '')}`);

/** The response headers of each policy, without HSTS, which would affect every other project on localhost. */
function readPolicies(assembly: Assembly, resolver: Resolver): Map<string, ResponseHeader[]> {
  const policies = new Map<string, ResponseHeader[]>();
  for (const resource of assembly.resources('AWS::CloudFront::ResponseHeadersPolicy')) {
    const { ResponseHeadersPolicyConfig: config } = Policy.parse(resolver.resolve(resource.properties, resource.stack));
    const security = config.SecurityHeadersConfig;
    const named = [
      [
        'content-security-policy',
        security.ContentSecurityPolicy?.ContentSecurityPolicy,
        security.ContentSecurityPolicy,
      ],
      ['x-content-type-options', security.ContentTypeOptions && 'nosniff', security.ContentTypeOptions],
      ['x-frame-options', security.FrameOptions?.FrameOption, security.FrameOptions],
      ['referrer-policy', security.ReferrerPolicy?.ReferrerPolicy, security.ReferrerPolicy],
      ...config.CustomHeadersConfig.Items.map((item) => [item.Header.toLowerCase(), item.Value, item] as const),
    ] as const;
    policies.set(
      resource.logicalId,
      named.flatMap(([name, value, { Override = false } = {}]) => (value ? [{ name, value, override: Override }] : [])),
    );
  }
  return policies;
}
