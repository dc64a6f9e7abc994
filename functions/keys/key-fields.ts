import * as z from 'zod';
import { isCidr } from '../../shared/domain/access/network.ts';
import { defaultAppId } from '../../shared/domain/apps/app.ts';
import { everyResource } from '../../shared/domain/catalog/look-up.ts';
import { invalid } from '../../shared/errors.ts';
import { listLimits } from '../../shared/http/field-limits.ts';
import { line } from '../../shared/http/fields.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { KeysDeps } from './deps.ts';

/** Datasets and upstreams that a key is limited to; none for all. */
export const scopes = z
  .array(line(63))
  .max(listLimits.keyScopes, { error: `must name at most ${listLimits.keyScopes} datasets and upstreams` });

/** Address ranges that a key may be used from; none for everywhere. */
export const cidrs = z
  .array(z.string().refine(isCidr, { error: 'must be an address range such as 192.0.2.0/24' }))
  .max(listLimits.keyCidrs, { error: `must name at most ${listLimits.keyCidrs} address ranges` });

/** A time in ISO 8601, in UTC. */
export const keyTime = z.iso.datetime({ error: 'must be a time such as 2027-01-31T00:00:00Z' });

/** @throws AppError 400 naming the datasets and upstreams that there are */
export function refuseUnknownScopes({ catalog }: KeysDeps, wanted: readonly string[]): void {
  const known = everyResource(catalog);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined)
    throw invalid([{ field: 'scopes', message: `must be datasets or upstreams: ${known.join(', ')}` }]);
}

/** The most characters of an app's id. */
export const appIdLength = 40;

/** @throws AppError 400 naming the organization's apps, unless it is one of them or the default app, which the first key makes */
export async function refuseUnknownApp(
  { apps }: Pick<KeysDeps, 'apps'>,
  { session }: SignedInRequest,
  wanted: string,
): Promise<void> {
  if (wanted === defaultAppId) return;
  const known = (await apps.listOf(session.accountId)).map(({ id }) => id);
  if (known.includes(wanted)) return;
  const all = [...new Set([defaultAppId, ...known])].join(', ');
  throw invalid([{ field: 'app', message: `must be one of your apps: ${all}` }]);
}

/** @throws AppError 400 where a key would expire in the past */
export function refusePast(expiresAt: string | undefined, now: Date): void {
  if (expiresAt === undefined || Date.parse(expiresAt) > now.getTime()) return;
  throw invalid([{ field: 'expiresAt', message: 'must be in the future' }]);
}

/** The time in its usual form; null where none was given. */
export const isoOrNull = (time: string | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString();
