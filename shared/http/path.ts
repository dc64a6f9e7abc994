/** CloudFront's edge function notes here the path as the client wrote it, in place of anything that the client claims. */
export const pathHeader = 'x-tollgate-path';

/**
 * The path of a request, percent-encoded as the client wrote it. An HTTP API hands functions a path that it has decoded. There `a%2Fb` and
 * `a/b` are the same, a decoded `?` cuts it off, and `//` is `/`. So the edge carries the written one beside. Without the edge, the decoded
 * one is encoded again. Source: live events in middleapi/standard-server#93 and Worklytics/psoxy#827; Amazon's pages do not say.
 */
export const writtenPath = (atEdge: string | undefined, decodedPath: string): string =>
  atEdge ?? decodedPath.split('/').map(encodeLoosely).join('/');

/** A lone surrogate has no encoding, and no request of HTTP's can carry one. */
const encodeLoosely = (segment: string): string => encodeURIComponent(segment.toWellFormed());

/**
 * The parameters that a route such as `GET /v1/keys/{id}` finds in a path as the client wrote it, each decoded once.
 * Null for a path that does not fit the route. A parameter that cannot be decoded stays as it was written.
 */
export function paramsIn(route: string, path: string): Readonly<Record<string, string>> | null {
  const template = route.slice(route.indexOf(' ') + 1).split('/');
  const segments = path.split('/');
  const isGreedy = /^\{.+\+\}$/.test(template.at(-1) ?? '');
  if (isGreedy ? segments.length < template.length : segments.length !== template.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of template.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(part);
    const found = name?.[2] ? segments.slice(i).join('/') : (segments[i] ?? '');
    if (name?.[1]) params[name[1]] = decoded(found);
    else if (decoded(found) !== part) return null;
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
