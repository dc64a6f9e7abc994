import { bakePng } from '../../shared/domain/credentials/bake-png.ts';
import { bakeSvg } from '../../shared/domain/credentials/bake-svg.ts';
import type { Route } from '../../shared/http/route.ts';
import { markSvg } from '../../shared/services/badges/marks/mark.ts';
import { usualMark } from '../../shared/services/badges/marks/options.ts';
import type { CredentialsDeps } from './deps.ts';
import { markedCredential } from './marked-credential.ts';
import { published } from './published.ts';

/** A picture is shown at any size and cannot know how bright its page is. */
const forPng = { ...usualMark, theme: 'light', size: 128 } as const;

/** Opened by itself the picture runs nothing and loads nothing. */
const alone = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox" };

/** GET /badges/{handle}/credential.svg: the mark with the credential baked in. */
export const readBakedSvg =
  (deps: CredentialsDeps): Route =>
  async (request) => {
    const { badge, jwt } = await markedCredential(deps, request);
    const body = bakeSvg(markSvg(badge, { ...usualMark, theme: 'light' }), jwt);
    return published(request, { contentType: 'image/svg+xml', body, headers: alone });
  };

/** GET /badges/{handle}/credential.png: the same as PNG. */
export const readBakedPng =
  (deps: CredentialsDeps): Route =>
  async (request) => {
    const { badge, jwt } = await markedCredential(deps, request);
    const body = Buffer.from(bakePng(await deps.rasterize(markSvg(badge, forPng)), jwt));
    return published(request, { contentType: 'image/png', body, headers: alone });
  };
