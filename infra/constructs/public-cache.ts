import { Aws, Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * Caches public answers about badges at the edge for as long as each answer says, and for a minute at most. An answer that does not say is
 * not cached. The cache key has only the path, the query and the language: nothing else of a request decides the answer.
 */
export const aMinuteAtMost = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'PublicCache', {
    comment: 'Public pages: by query and language, a minute at most',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.seconds(60),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    headerBehavior: CacheHeaderBehavior.allowList('accept-language'),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });

/**
 * The headers that functions behind public pages read, beside the cache key: `content-type`, `accept`, and the headers that the edge sets.
 * Cookies and keys are not forwarded, so they cannot decide an answer that others then get from the cache.
 */
export const whatPublicPagesRead = (scope: Construct, stage: string): OriginRequestPolicy =>
  new OriginRequestPolicy(scope, 'PublicRequests', {
    originRequestPolicyName: `tollgate-${stage}-public-${Aws.REGION}`,
    comment: 'Public pages: query, language, and what the edge notes; no cookie, no key',
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    headerBehavior: OriginRequestHeaderBehavior.allowList(
      'accept',
      'accept-language',
      'content-type',
      'true-client-ip',
      'x-tollgate-path',
    ),
    cookieBehavior: OriginRequestCookieBehavior.none(),
  });
