/**
 * The routes of a public page: GET, and HEAD for link checkers and preview makers. An HTTP API matches methods exactly, so HEAD needs its
 * own route. Source: RFC 9110, 9.3.2; API Gateway Developer Guide, "Create routes for HTTP APIs".
 */
export const page = <P extends `/${string}`>(path: P): readonly [`GET ${P}`, `HEAD ${P}`] => [
  `GET ${path}`,
  `HEAD ${path}`,
];
