import type { Deprecation } from '../domain/catalog/deprecation-types.ts';

/**
 * `Deprecation` (RFC 9745: a Date of Structured Fields) and `Sunset` (RFC 8594: an HTTP date), and a link to the page of each deprecation.
 * The earliest dates count where there are several deprecations. Nothing where nothing is deprecated.
 */
export function deprecationHeaders(deprecations: readonly Deprecation[]): Record<string, string> {
  if (deprecations.length === 0) return {};
  const since = earliest(deprecations.map(({ at }) => at));
  const sunset = earliest(deprecations.flatMap(({ sunsetAt }) => sunsetAt ?? []));
  const links = deprecations.flatMap(({ link, sunsetAt }) => [
    `<${link}>; rel="deprecation"; type="text/html"`,
    ...(sunsetAt === undefined ? [] : [`<${link}>; rel="sunset"; type="text/html"`]),
  ]);
  return {
    deprecation: `@${Math.floor(since / 1000)}`,
    ...(Number.isFinite(sunset) ? { sunset: new Date(sunset).toUTCString() } : {}),
    link: [...new Set(links)].join(', '),
  };
}

const earliest = (times: readonly string[]): number => Math.min(...times.map((time) => Date.parse(time)));
