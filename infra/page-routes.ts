/**
 * A page that anybody may read: by GET, and by HEAD, as link checkers and makers of previews ask. An HTTP API takes a method exactly, so HEAD is a route of
 * its own. Source: RFC 9110, 9.3.2; API Gateway Developer Guide, "Create routes for HTTP APIs".
 */
export const page = <P extends `/${string}`>(path: P): readonly [`GET ${P}`, `HEAD ${P}`] => [
  `GET ${path}`,
  `HEAD ${path}`,
];
