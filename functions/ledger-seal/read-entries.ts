import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { DetailUnreadable, type OrganizationDetail, readDetail } from '../../shared/domain/evidence/detail.ts';
import { detailObject } from '../../shared/evidence-store/evidence-objects.ts';
import type { ClaimedSegment } from './claimed-segments.ts';
import type { LedgerSealDeps } from './deps.ts';

const unzip = promisify(gunzip);

/**
 * The entries of a segment by organization; empty where it has none. Null where they are lost: something is not there, or the detail is not the
 * one whose hash the segment has.
 */
export async function entriesOfSegment(
  { evidenceObjects }: Pick<LedgerSealDeps, 'evidenceObjects'>,
  { instance, segment, detail }: ClaimedSegment,
): Promise<readonly OrganizationDetail[] | null> {
  if (detail?.ledger === null) return [];
  if (!detail?.ledger) return null;
  const { where, sha256 } = detail.ledger;
  const bytes = where === 'item' ? detail.bytes : await evidenceObjects.get(detailObject(instance, segment));
  if (!bytes || hash('sha256', bytes, 'hex') !== sha256) return null;
  try {
    const found = readDetail((await unzip(bytes)).toString('utf8'), { instance, segment });
    return found.every((each) => isOfItsPlace(each, { instance, segment })) ? found : null;
  } catch (error) {
    if (error instanceof DetailUnreadable || isOfZlib(error)) return null;
    throw error;
  }
}

/** Whether every entry says of itself where it lies and whose it is. */
const isOfItsPlace = ({ organization, entries }: OrganizationDetail, place: { instance: string; segment: number }) =>
  entries.every(({ line }, index) => {
    const entry = JSON.parse(line) as Readonly<Record<string, unknown>>;
    const isThere = entry.instance === place.instance && entry.segment === place.segment && entry.index === index;
    return isThere && entry.organization === organization;
  });

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_');
