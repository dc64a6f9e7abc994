/** The attacker's whole program for one role, and its score. */
import type { Prefix } from '../../shared/storage/prefixes.ts';
import { columnOf } from './columns.ts';
import type { AttackedDeployment, Role } from './deployment.ts';
import { type Reach, reachOf } from './reach.ts';
import { senderOf } from './requests.ts';
import { outsideTable } from './service-program.ts';
import { type Rights, rightsOf, targetOf } from './table-program.ts';
import type { World } from './world.ts';

/** Results of the program with one role's credentials. */
export type Findings = {
  readonly name: string;
  /** Every capability as a sentence, sorted. */
  readonly can: readonly string[];
  /** From public handles alone, and if told every id. */
  readonly alone: Reach;
  readonly told: Reach;
  readonly money: number;
  readonly credentials: number;
  readonly trail: readonly string[];
  readonly requests: number;
};

type Owner = { readonly endpoint: string; readonly accessKeyId: string };

/** Runs everything with the role's credentials. */
export async function attack(role: Role, at: AttackedDeployment, world: World, owner: Owner): Promise<Findings> {
  const sender = senderOf(role.accessKeyId);
  const target = targetOf({
    tableName: at.tableName,
    attacker: sender,
    proxy: at.endpoints.table,
    owner: senderOf(owner.accessKeyId),
    endpoint: owner.endpoint,
  });
  const granted = await rightsOf(target, world.items);
  const outside = await outsideTable(at, sender);
  const can = [
    ...[...granted.rights].flatMap(([kind, rights]) => sentencesOf(kind, rights)),
    ...granted.lists.map((list) => `lists ${list}`),
    ...(granted.scans ? ['scans the table'] : []),
    ...outside.can,
  ].toSorted();
  const read = new Map();
  const ids = world.organizations.flatMap(({ names }) => [...names]);
  const reach = (words: readonly string[]) =>
    reachOf(target, world, granted, { words, messages: outside.messages }, read);
  const alone = await reach([]);
  const told = await reach(ids);
  const count = (column: string) => can.filter((each) => columnOf(each) === column).length;
  const trail = can.filter((each) => columnOf(each) === 'trail');
  const scores = { money: count('money'), credentials: count('credentials'), trail };
  return { name: role.name, can, alone, told, ...scores, requests: sender.count() };
}

/** A right to put is one to replace: the condition against it is in the code, and no policy sees it. */
function sentencesOf(kind: Prefix, { reads, parts, inserts, rewrites, deletes }: Rights): string[] {
  const writes = inserts && rewrites;
  return [
    ...(reads ? [`reads ${kind}`] : []),
    ...(parts.length > 0 ? [`reads of ${kind}: ${parts.toSorted().join(', ')}`] : []),
    ...(writes ? [`writes ${kind}`] : []),
    ...(inserts && !writes ? [`inserts ${kind}`] : []),
    ...(rewrites && !writes ? [`rewrites ${kind}`] : []),
    ...(deletes ? [`deletes ${kind}`] : []),
  ];
}
