import { Duration } from 'aws-cdk-lib';
import {
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
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
