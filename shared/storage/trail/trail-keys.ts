import { createHash } from 'node:crypto';
import { prefixes } from '../prefixes.ts';
import type { Key } from '../table/table.ts';

const shards = 10;

/** The partitions in which lines wait to be chained, of all organizations. */
export const trailBoxPartitions: readonly string[] = Array.from(
  { length: shards },
  (_, shard) => `${prefixes.trailBox}${shard}`,
);

/** Waiting lines of an organization: their partition, and how their sort keys begin. "#" is in no organization's id. */
export const waitingLinesOf = (organization: string): { readonly pk: string; readonly skPrefix: string } => ({
  pk: `${prefixes.trailBox}${createHash('sha256').update(organization).digest().readUInt32BE(0) % shards}`,
  skPrefix: `${organization}#`,
});

/** A waiting line. */
export function waitingLineKey(of: { readonly organization: string; readonly at: string; readonly id: string }): Key {
  const { pk, skPrefix } = waitingLinesOf(of.organization);
  return { pk, sk: `${skPrefix}${of.at}#${of.id}` };
}

/** The chain of an organization. */
export const trailPartition = (organization: string): string => prefixes.trail + organization;

/** Twelve digits, so that text order is number order. */
export const trailLineSk = (seq: number): string => `L${String(seq).padStart(12, '0')}`;

/** One line of a chain. */
export const trailLineKey = (organization: string, seq: number): Key => ({
  pk: trailPartition(organization),
  sk: trailLineSk(seq),
});

/** The number and hash of a chain's last line, apart from the chain. */
export const trailHeadKey = (organization: string): Key => ({ pk: prefixes.trailHead + organization, sk: '-' });

/** The partitions of lines, and of the ends that are counted apart, begin so. */
export const chainPrefixes = { lines: prefixes.trail, ends: prefixes.trailHead } as const;

/** The owner of the chain to which the item of this partition belongs; null: it belongs to none. */
export function chainOwnerOf(pk: string): string | null {
  const prefix = Object.values(chainPrefixes).find((each) => pk.startsWith(each));
  return prefix === undefined ? null : pk.slice(prefix.length);
}

/** The names that an organization's lines stand for. */
export const trailNamesPartition = (organization: string): string => prefixes.trailName + organization;

/** A name by its id. */
export const trailNameKey = (organization: string, id: string): Key => ({
  pk: trailNamesPartition(organization),
  sk: `ID#${id}`,
});

/** The id of a name, by the key of its detail and by its person: labels of two people have an id each. */
export const trailNameIdKey = (
  organization: string,
  { kind, name, of }: { readonly kind: string; readonly name: string; readonly of: string | null },
): Key => ({
  pk: trailNamesPartition(organization),
  sk: `NAME#${createHash('sha256')
    .update([kind, name, ...(of === null ? [] : [of])].join('\n'))
    .digest('base64url')}`,
});
