import { createHash } from 'node:crypto';
import type { PersonActor, SystemActor } from './actor.ts';
import { canonicalJson } from './canonical-json.ts';

/** A line of an organization's trail as it is chained. It names people, handles and whatever else may have to be forgotten by random ids. */
export type LineContent = {
  readonly organization: string;
  /** 1 for the first line of the organization. */
  readonly seq: number;
  /** The hash of the line before; empty for the first. */
  readonly previousHash: string;
  readonly id: string;
  /** When the change was made, ISO-8601 UTC. */
  readonly at: string;
  /** When the line was chained, ISO-8601 UTC. */
  readonly chainedAt: string;
  readonly action: string;
  readonly actor: SystemActor | Omit<PersonActor, 'name'>;
  /** Ids and words of ours, by `plainDetail`. */
  readonly detail: Readonly<Record<string, string>>;
  /** The ids of all other details. */
  readonly names: Readonly<Record<string, string>>;
};

/** A chained line with its hash. */
export type ChainedLine = LineContent & { readonly hash: string };

/** The number and hash of a chain's last line. */
export type ChainHead = Pick<ChainedLine, 'seq' | 'hash'>;

/**
 * The keys of a line's detail that hold ids, numbers and words of ours. Every other value is kept apart from the line and can be erased, so that
 * a new detail is personal until it is named here.
 */
const plainDetail = new Set([
  'key',
  'next',
  'expiresAt',
  'subscription',
  'licence',
  'version',
  'sha256',
  'grants',
  'ended',
  'by',
  'fields',
  'app',
  'useCase',
  'plan',
  'price',
  'badge',
  'environment',
  'webhook',
  'from',
  'to',
  'when',
  'cap',
  'below',
  'packs',
  'price',
  'event',
  'outcome',
  'until',
  'periodStart',
  'requestsPerMinute',
  'allowance',
  'units',
  'found',
  'affiliation',
  'operatorRole',
  'before',
  'after',
  'event',
  'events',
  'outcome',
  'deliveries',
  'member',
  'invitation',
]);

/** A line's detail, by whether it stays in the line or is kept apart. */
export function detailParts(detail: Readonly<Record<string, string>>) {
  const entries = Object.entries(detail);
  const plain = entries.filter(([name]) => plainDetail.has(name));
  const named = entries.filter(([name]) => !plainDetail.has(name));
  return { plain: Object.fromEntries(plain), named: Object.fromEntries(named) };
}

/** The id of the person who acts in a line about themselves, such as one of their passkeys; null for every other line. */
export const aboutThemselves = ({ actor, action }: Pick<LineContent, 'actor' | 'action'>): string | null =>
  typeof actor !== 'string' && actor.kind === 'person' && /^(passkey|licence|session)\./.test(action) ? actor.id : null;

/** SHA-256, base64url, over the line's canonical JSON. */
export const hashOfLine = (content: LineContent): string =>
  createHash('sha256').update(canonicalJson(content)).digest('base64url');

/** The line that follows `head`, which is null for the first. */
export function linkedTo(head: ChainHead | null, content: Omit<LineContent, 'seq' | 'previousHash'>): ChainedLine {
  const linked = { ...content, seq: (head?.seq ?? 0) + 1, previousHash: head?.hash ?? '' };
  return { ...linked, hash: hashOfLine(linked) };
}

/**
 * A sentence for each fault of a chain: a gap in its numbers, an edited, dropped or inserted line, or an id that stands twice.
 * `lines` are all of the chain, in order. An end other than `head`, which is counted apart, is a fault too.
 */
export function faultsOfChain(lines: readonly ChainedLine[], head: ChainHead | null): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  let before: ChainHead | null = null;
  for (const { hash, ...content } of lines) {
    const expected: number = (before?.seq ?? 0) + 1;
    if (content.seq !== expected)
      faults.push(`line ${expected} is missing, and line ${content.seq} stands in its place`);
    else if (content.previousHash !== (before?.hash ?? ''))
      faults.push(`line ${content.seq} does not follow the line before it`);
    if (hashOfLine(content) !== hash) faults.push(`line ${content.seq} is not as it was written`);
    if (ids.has(content.id)) faults.push(`line ${content.seq} repeats ${content.id}`);
    ids.add(content.id);
    before = { seq: content.seq, hash };
  }
  return [...faults, ...faultsOfEnd(before, head)];
}

function faultsOfEnd(last: ChainHead | null, head: ChainHead | null): string[] {
  if (last?.seq === head?.seq && last?.hash === head?.hash) return [];
  return [
    `the chain ends with line ${last?.seq ?? 0} (${last?.hash ?? 'none'}), and ${head?.seq ?? 0} (${head?.hash ?? 'none'}) was counted last`,
  ];
}
