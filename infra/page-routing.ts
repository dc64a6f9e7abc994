/** JavaScript for CloudFront Functions, as text: how the edge finds the file of a page. */

/**
 * The addresses that the portal's shell answers, which is one file rendered in the browser; everything below `/app` and `/console` too. A
 * test compares them with `portal/src/app.tsx`.
 */
export const shellPages = [
  '/app',
  '/console',
  '/sign-up',
  '/sign-in',
  '/sign-in/link',
  '/sign-in/confirmed',
  '/invitation',
  '/welcome',
] as const;

/** Former addresses of the portal, and what took their place. */
const moved = { dashboard: '/app', operator: '/console' } as const;

/**
 * JavaScript for the edge: the file for an address. A page is a folder with `index.html`, below `/ar` in Arabic. A name with a dot is a file. Any
 * other address gets the page that says that there is none.
 */
const fileOfAddress = (pages: readonly string[]) => `var pages = ${JSON.stringify(pages.join(' '))}.split(' ');
var shell = ${JSON.stringify(shellPages)};
function fileOf(uri) {
  var path = uri.length > 1 && uri.endsWith('/') ? uri.slice(0, -1) : uri;
  if (shell.includes(path) || path.startsWith('/app/') || path.startsWith('/console/')) return '/app.html';
  var language = path === '/ar' || path.startsWith('/ar/') ? '/ar' : '';
  var page = path.slice(language.length) || '/';
  if (pages.includes(page)) return language + (page === '/' ? '' : page) + '/index.html';
  var isFile = page !== '/404.html' && page.split('/').pop().includes('.');
  return isFile ? uri : language + '/404.html';
}`;

/** Sends the former addresses to the new ones with their query. The browser keeps the fragment. */
export const openPage = (pages: readonly string[]) => `${fileOfAddress(pages)}
var moved = ${JSON.stringify(moved)};
function queryOf(asked) {
  var pairs = [];
  for (var name in asked) {
    var values = asked[name].multiValue || [asked[name]];
    for (var i = 0; i < values.length; i += 1) pairs.push(values[i].value === '' ? name : name + '=' + values[i].value);
  }
  return pairs.length === 0 ? '' : '?' + pairs.join('&');
}
function handler(event) {
  var request = event.request;
  var former = /^\\/(${Object.keys(moved).join('|')})(\\/.*)?$/.exec(request.uri);
  if (former) {
    var location = moved[former[1]] + (former[2] || '').replace(/\\/$/, '') + queryOf(request.querystring);
    var headers = { location: { value: location }, 'cache-control': { value: 'public, max-age=3600' } };
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: headers };
  }
  request.uri = fileOf(request.uri);
  return request;
}`;

/**
 * "Your function can generate or modify the `statusCode`". AWS does not say whether `event.request` is the original request or the rewritten
 * one, so the code handles both. Source: CloudFront, "CloudFront Functions event structure", Response object.
 */
export const answerPage = (pages: readonly string[]) => `${fileOfAddress(pages)}
function handler(event) {
  var response = event.response;
  if (response.statusCode === 200 && fileOf(event.request.uri).endsWith('/404.html')) {
    response.statusCode = 404;
    response.statusDescription = 'Not Found';
  }
  return response;
}`;
