import type { FunctionAssociation } from 'aws-cdk-lib/aws-cloudfront';
import { Function as EdgeFunction, FunctionCode, FunctionEventType, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/**
 * The addresses of the portal's pages, as its router has them; an address is one segment for each `*`. A test compares them with
 * `portal/src/app.tsx`.
 */
export const pages = [
  '/',
  '/pricing',
  '/sign-up',
  '/sign-in',
  '/sign-in/link',
  '/sign-in/confirmed',
  '/dashboard',
  '/dashboard/apps',
  '/dashboard/badges/*',
  '/dashboard/members',
  '/invitation',
  '/welcome',
  '/operator',
  '/operator/*',
  '/problems',
  '/problems/*',
] as const;

const pagePattern = `/^(${pages.map((page) => page.replaceAll('/', '\\/').replaceAll('*', '[^/]+')).join('|')})\\/?$/`;

/** JavaScript for the edge: whether an address without a file ending is none of the pages. */
const isUnknown = `function isUnknown(uri) {
  return uri === '/404.html' || (!uri.split('/').pop().includes('.') && !${pagePattern}.test(uri));
}`;

/** Every page is the same `index.html`, rendered in the browser. An unknown address gets a copy of it named `404.html`. */
const openPage = `${isUnknown}
function handler(event) {
  var request = event.request;
  if (isUnknown(request.uri)) request.uri = '/404.html';
  else if (!request.uri.split('/').pop().includes('.')) request.uri = '/index.html';
  return request;
}`;

/**
 * "Your function can generate or modify the `statusCode`". AWS does not say whether `event.request` is the original request or the rewritten
 * one, so the code handles both. Source: CloudFront, "CloudFront Functions event structure", Response object.
 */
const answerPage = `${isUnknown}
function handler(event) {
  var response = event.response;
  if (response.statusCode === 200 && isUnknown(event.request.uri)) {
    response.statusCode = 404;
    response.statusDescription = 'Not Found';
  }
  return response;
}`;

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

/** Functions at the edge for pages: the portal's addresses get `/index.html`; others without a file ending get `/404.html`, with status 404. */
export const pageRouter = (scope: Construct): FunctionAssociation[] => [
  onViewerRequest(scope, 'PageRouter', openPage),
  edgeFunction(scope, 'PageStatus', { code: answerPage, eventType: FunctionEventType.VIEWER_RESPONSE }),
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
