import type { FunctionAssociation } from 'aws-cdk-lib/aws-cloudfront';
import { Function as EdgeFunction, FunctionCode, FunctionEventType, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { answerPage, openPage } from '../page-routing.ts';

/**
 * The managed policy for API Gateway forwards no CloudFront-Viewer-* header, and an HTTP API passes on a decoded path. This function therefore
 * sets two headers of its own, over any that the client sent under the same names.
 */
const nameClient = `function handler(event) {
  var request = event.request;
  request.headers['true-client-ip'] = { value: event.viewer.ip };
  request.headers['x-tollgate-path'] = { value: request.uri };
  return request;
}`;

/** Like `nameClient`, and reduces `accept-language` to the language of the answer, so that the cache has at most two copies of a page. */
const nameReader = `function handler(event) {
  var request = event.request;
  var wanted = request.headers['accept-language'];
  request.headers['true-client-ip'] = { value: event.viewer.ip };
  request.headers['x-tollgate-path'] = { value: request.uri };
  request.headers['accept-language'] = { value: wanted && /^\\s*ar\\b/i.test(wanted.value) ? 'ar' : 'en' };
  return request;
}`;

/**
 * Functions at the edge for pages. `pages` are the addresses of the static pages, without language; each has its own file, as have missing ones,
 * which are answered with status 404. The portal's addresses get the portal's file.
 */
export const pageRouter = (scope: Construct, pages: readonly string[]): FunctionAssociation[] => [
  onViewerRequest(scope, 'PageRouter', openPage(pages)),
  edgeFunction(scope, 'PageStatus', { code: answerPage(pages), eventType: FunctionEventType.VIEWER_RESPONSE }),
];

/** Runs at the edge on every request for the API: `true-client-ip` carries the caller's address, `x-tollgate-path` the path as it was written. */
export const clientNamer = (scope: Construct) => onViewerRequest(scope, 'ClientNamer', nameClient);

/** Runs at the edge on every request for a public page of the API: as `clientNamer`, with `accept-language` being `ar` or `en`. */
export const readerNamer = (scope: Construct) => onViewerRequest(scope, 'ReaderNamer', nameReader);

const onViewerRequest = (scope: Construct, id: string, code: string): FunctionAssociation =>
  edgeFunction(scope, id, { code, eventType: FunctionEventType.VIEWER_REQUEST });

function edgeFunction(
  scope: Construct,
  id: string,
  { code, eventType }: { readonly code: string; readonly eventType: FunctionEventType },
): FunctionAssociation {
  const made = new EdgeFunction(scope, id, { code: FunctionCode.fromInline(code), runtime: FunctionRuntime.JS_2_0 });
  return { eventType, function: made };
}
