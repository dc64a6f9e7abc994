import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { SegmentLedger } from '../../domain/usage/segment.ts';

/** The detail of a segment as it is stored. */
export type FixedDetail = { readonly bytes: Uint8Array; readonly ledger: SegmentLedger };

/** A larger detail becomes an object. A write unit of the table is 1 KB, and a stored object costs as much as eight of them. */
const maxItemBytes = 4_096;

/** Fixes the bytes of a segment's detail, and says where they lie. */
export function fixedDetail(text: string): FixedDetail {
  const bytes = gzipSync(text);
  const where = bytes.length <= maxItemBytes ? 'item' : 'object';
  return { bytes, ledger: { sha256: hash('sha256', bytes, 'hex'), where } };
}
