import type { PersonActor } from '../../shared/domain/accounts/actor.ts';
import { aboutThemselves, type ChainHead, detailParts, linkedTo } from '../../shared/domain/accounts/trail-line.ts';
import { operators } from '../../shared/domain/webhooks/webhook.ts';
import type { Log } from '../../shared/log.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import type { TrailBox } from '../../shared/storage/trail/trail-box.ts';
import type { TrailChain } from '../../shared/storage/trail/trail-chain.ts';
import type { TrailNames } from '../../shared/storage/trail/trail-names.ts';

/** Dependencies of the job that chains the trail's lines. */
export type TrailDeps = {
  readonly trailBox: TrailBox;
  readonly trailChain: Pick<TrailChain, 'tail' | 'insert' | 'count'>;
  readonly trailNames: Pick<TrailNames, 'keepPerson' | 'idOf'>;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};

/** Clocks of two environments differ by less. */
const skewMs = 10 * 60_000;
const maxRaces = 10;
const batchSize = 100;

/** Chains an organization's waiting lines, oldest first, and answers how many. @throws StorageUnavailable where other runs kept coming first */
export async function chainLines(deps: TrailDeps, organization: string, waiting: readonly AuditEntry[]) {
  let chained = 0;
  for (let i = 0; i < waiting.length; i += batchSize)
    chained += await chainBatch(deps, organization, waiting.slice(i, i + batchSize));
  return chained;
}

async function chainBatch(deps: TrailDeps, organization: string, batch: readonly AuditEntry[]): Promise<number> {
  let chained = 0;
  for (let race = 0; race < maxRaces; race++) {
    const added = await addMissing(deps, organization, batch);
    chained += added.lines;
    if (!added.head) continue;
    await deps.trailChain.count(organization, added.head);
    for (const line of batch) await deps.trailBox.remove(line);
    return chained;
  }
  throw new StorageUnavailable(new Error(`Lost ${maxRaces} races for the chain of ${organization}`));
}

type Added = { readonly lines: number; readonly head: ChainHead | null };

/**
 * Adds the lines whose ids are not in the chain; a head of null says that another run came first.
 * The lines were read before the chain. A line that another run chained is therefore either found there, or chained after this read. In that case
 * the number behind the read end is taken, and the insert fails. So none is chained twice.
 * A line cannot be chained before it was made, so the search for its id ends at its time.
 */
async function addMissing(deps: TrailDeps, organization: string, batch: readonly AuditEntry[]): Promise<Added> {
  const { trailChain, now } = deps;
  const { at: oldest = '' } = batch[0] ?? {};
  const tail = await trailChain.tail(organization, new Date(Date.parse(oldest) - skewMs).toISOString());
  const ids = new Set(tail.ids);
  let { head } = tail;
  let lines = 0;
  for (const waiting of batch) {
    if (ids.has(waiting.id)) continue;
    const next = linkedTo(head, await withoutNames(deps, waiting, now().toISOString()));
    if (!(await trailChain.insert(next))) return { lines, head: null };
    ids.add(waiting.id);
    head = next;
    lines += 1;
  }
  return { lines, head };
}

/** The line with ids in place of the names, which are kept first: a line never names an id that means nothing. */
async function withoutNames(deps: TrailDeps, waiting: AuditEntry, chainedAt: string) {
  const { accountId: organization, actor, detail, id, at, action } = waiting;
  const { plain, named } = detailParts(detail);
  const person = typeof actor === 'string' ? null : actor;
  const names: Record<string, string> = {};
  for (const [kind, name] of Object.entries(named)) {
    const written = {
      kind,
      name,
      writtenBy: person?.kind === 'person' ? person.id : null,
      of: aboutThemselves(waiting),
    };
    names[kind] = await deps.trailNames.idOf(organization, written, deps.newId());
  }
  const line = { organization, id, at, chainedAt, action, detail: plain, names };
  return { ...line, actor: typeof actor === 'string' ? actor : await personOf(deps, organization, actor) };
}

/** Operators' names are kept in their own trail: they answer for what they decided, also after an organization's deletion. */
async function personOf({ trailNames }: TrailDeps, organization: string, person: PersonActor) {
  await trailNames.keepPerson(person.kind === 'operator' ? operators : organization, person);
  return { kind: person.kind, id: person.id };
}
