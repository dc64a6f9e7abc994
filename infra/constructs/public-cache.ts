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
 * What anybody may read of badges is kept at the edge for as long as its answer says, and for a minute at most; an answer that does not
 * say is not kept. Nothing of who asks decides what is answered but the query and the language.
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
 * The headers that functions behind public pages read, beside the cache key: the type of a body and of an answer, and what the edge notes. No
 * cookie and no key goes there, so none can decide what others are then given.
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
