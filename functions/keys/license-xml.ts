import { rslDocument, rslMediaType } from '../../shared/domain/licences/rsl.ts';
import { found } from '../../shared/errors.ts';
import { document } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import type { KeysDeps } from './deps.ts';

/** A new version comes with a deployment. */
const forAMinute = { 'cache-control': 'public, max-age=60' };

/** GET /license.xml: the terms of every dataset and API as RSL 1.0. 404 where no licence has terms. */
export const readRslDocument =
  ({ catalog, origin }: KeysDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const xml = found(rslDocument(catalog, origin), 'This licence');
    return document(`${rslMediaType}; charset=utf-8`, xml, forAMinute);
  };
