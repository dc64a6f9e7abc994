import type { FunctionAssociation } from 'aws-cdk-lib/aws-cloudfront';
import { Function as EdgeFunction, FunctionCode, FunctionEventType, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Pages are made in the browser: an address without a file ending is the portal's one page. */
const openPage = `function handler(event) {
  var request = event.request;
  if (!request.uri.split('/').pop().includes('.')) request.uri = '/index.html';
  return request;
}`;

/**
 * The managed policy for API Gateway forwards no CloudFront-Viewer-* header, and an HTTP API hands on a path that it has decoded: two headers
 * replace what a client may have sent under their names.
 */
const nameClient = `function handler(event) {
  var request = event.request;
  request.headers['true-client-ip'] = { value: event.viewer.ip };
  request.headers['x-tollgate-path'] = { value: request.uri };
  return request;
}`;

/** The same, and of the reader's languages the one that is answered in: what is cached by it is cached twice and no more. */
const nameReader = `function handler(event) {
  var request = event.request;
  var wanted = request.headers['accept-language'];
  request.headers['true-client-ip'] = { value: event.viewer.ip };
  request.headers['x-tollgate-path'] = { value: request.uri };
  request.headers['accept-language'] = { value: wanted && /^\\s*ar\\b/i.test(wanted.value) ? 'ar' : 'en' };
  return request;
}`;

/** Runs at the edge on every request for a page: unknown addresses without a file ending get `/index.html`. */
export const pageRouter = (scope: Construct) => onViewerRequest(scope, 'PageRouter', openPage);

/** Runs at the edge on every request for the API: `true-client-ip` carries the caller's address, `x-tollgate-path` the path as it was written. */
export const clientNamer = (scope: Construct) => onViewerRequest(scope, 'ClientNamer', nameClient);

/** Runs at the edge on every request for a public page of the API: as `clientNamer`, with `accept-language` being `ar` or `en`. */
export const readerNamer = (scope: Construct) => onViewerRequest(scope, 'ReaderNamer', nameReader);

function onViewerRequest(scope: Construct, id: string, code: string): FunctionAssociation {
  const edgeFunction = new EdgeFunction(scope, id, {
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
  });
  return { eventType: FunctionEventType.VIEWER_REQUEST, function: edgeFunction };
}
