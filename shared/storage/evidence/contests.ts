import {
  type Contest,
  contestDecisionFact,
  contestId,
  type DecidedContest,
  isOpenContest,
} from '../../domain/evidence/contest.ts';
import type { UnsaltedFact } from '../../domain/evidence/fact.ts';
import { type AuditEntry, auditLine } from '../accounts/audit.ts';
import { whileNotDeleting } from '../accounts/leaving.ts';
import { listed, listPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table, Write } from '../table/table.ts';
import { contestKey, contestPartition } from './evidence-item-keys.ts';
import { factWrite } from './facts.ts';

/** Contests with something to do for operators, and those without. */
export type ContestState = 'open' | 'closed';

/** A page of contests. Without `cursor` it is the last. */
export type ContestPage = { readonly contests: readonly Contest[]; readonly cursor?: string };

/** Contests of statements, with the decisions on them. */
export interface Contests {
  /** All of an organization by day and number, strongly consistent. */
  of(organization: string): Promise<readonly Contest[]>;
  find(organization: string, id: string): Promise<Contest | null>;
  /** Those of all organizations, the oldest first. */
  list(page: { readonly limit: number; readonly cursor?: string; readonly state?: ContestState }): Promise<ContestPage>;
  /** Opens one with its fact. False: one of its number is there, the one before it is not decided, or the account is leaving. */
  open(contest: Contest, fact: UnsaltedFact, audit: AuditEntry): Promise<boolean>;
  /** Decides one that nobody decided, with the fact of it; null where somebody did. */
  decide(contest: Contest, decided: DecidedContest, audit: AuditEntry): Promise<Contest | null>;
  /** Notes that the credit of a decision was given, once. `audit`: the line of it; null where the decision's own says it. */
  setGiven(contest: Contest, at: string, audit: AuditEntry | null): Promise<Contest>;
}

/** Contests over the table, an item each. Those with something to do come first in the operators' list. */
export const contestsOver = (table: Table): Contests => ({
  async of(organization) {
    return (await readAll(table, { pk: contestPartition(organization) })).map(contestIn);
  },
  find: (organization, id) => find(table, { organization, id }),
  async list({ state, ...page }) {
    const skPrefix = state && `${state}#`;
    const query = { index: 'lists', pk: listPartition('CONTEST'), ...(skPrefix && { skPrefix }) } as const;
    const { items, cursor } = await table.query({ ...query, ...page });
    return { contests: items.map(contestIn), ...(cursor !== undefined && { cursor }) };
  },
  async open(contest, fact, audit) {
    const { ok } = await table.transact([
      {
        put: itemOf(contest),
        if: { 'the statement has no contest of this number': { attribute: 'pk', is: 'absent' } },
      },
      ...afterEarlier(contest),
      factWrite(fact),
      auditLine(audit),
      whileNotDeleting(contest.organization),
    ]);
    return ok;
  },
  async decide(contest, decided, audit) {
    const next = { ...contest, decided };
    const { ok } = await table.transact([
      { put: itemOf(next), if: { ...isThere, 'nobody decided': { attribute: 'decidedAt', is: 'absent' } } },
      factWrite(contestDecisionFact(contest, decided)),
      auditLine(audit),
    ]);
    return ok ? next : null;
  },
  async setGiven(contest, givenAt, audit) {
    const { decided } = contest;
    if (!decided?.credit) return contest;
    const next = { ...contest, decided: { ...decided, credit: { ...decided.credit, givenAt } } };
    const notGiven = { 'the credit is not given yet': { attribute: 'isCredited', is: 'absent' } } as const;
    const { ok } = await table.transact([
      { put: itemOf(next), if: { ...isThere, ...notGiven } },
      ...(audit ? [auditLine(audit)] : []),
    ]);
    return ok ? next : ((await find(table, contest)) ?? next);
  },
});

async function find(table: Table, { organization, id }: Pick<Contest, 'organization' | 'id'>): Promise<Contest | null> {
  const { item } = await table.get(contestKey(organization, id));
  return item ? contestIn(item) : null;
}

const isThere = { 'it is there': { attribute: 'pk', is: 'present' } } as const;

/** No second contest of a statement is open. */
const afterEarlier = ({ organization, day, number }: Contest): Write[] =>
  number === 1
    ? []
    : [
        {
          check: contestKey(organization, contestId(day, number - 1)),
          if: { 'the contest before is decided': { attribute: 'decidedAt', is: 'present' } },
        },
      ];

function itemOf(contest: Contest): Item {
  const { organization, id, at, decided, ...fields } = contest;
  const said = Object.entries({ organization, id, at, ...fields }).filter(([, value]) => value !== undefined);
  return {
    ...contestKey(organization, id),
    ...listed('CONTEST', `${isOpenContest(contest) ? 'open' : 'closed'}#${at}#${organization}#${id}`),
    ...(Object.fromEntries(said) as Readonly<Record<string, ItemValue>>),
    ...(decided && { decided: decided as unknown as ItemValue, decidedAt: decided.at }),
    ...(decided?.credit?.givenAt && { isCredited: true }),
  };
}

function contestIn({ pk, sk, listPk, listSk, decidedAt, isCredited, ...contest }: Item): Contest {
  return { decided: null, ...contest } as unknown as Contest;
}
