import { hash } from 'node:crypto';
import type { Random } from '../../../datasets/random.ts';
import { canonicalJson, type JsonValue } from '../../../shared/domain/accounts/canonical-json.ts';
import type { LedgerCall, Place } from '../../../shared/domain/evidence/entry.ts';
import { hexOf } from '../../../shared/domain/evidence/merkle.ts';
import { hashOfLeaf } from '../../../shared/domain/evidence/seal.ts';
import { type MadeLeaf, type MadeOrganization, madeLicence, madeLicenceHash } from './made-entries.ts';
import { type EvidenceKey, sealedPerson, seededBytes } from './made-keys.ts';

/** A fact that waits for a seal. `line`: its canonical JSON. */
export type MadeFact = {
  readonly kind: string;
  readonly id: string;
  readonly at: string;
  readonly organization: string;
  readonly line: string;
};

/** A signed statement, whose canonical bytes are also a fact. */
export type MadeStatement = {
  readonly organization: string;
  readonly day: string;
  readonly signed: { readonly statement: object; readonly keyId: string; readonly signature: string };
  readonly fact: MadeFact;
};

type Body = { readonly kind: string; readonly id: string; readonly at: string } & Record<string, JsonValue | undefined>;

function factOf(random: Random, organization: string, body: Body): MadeFact {
  const salt = seededBytes(random, 16).toString('base64url');
  const line = canonicalJson({ v: 1, ...body, organization, salt });
  return { kind: body.kind, id: body.id, at: body.at, organization, line };
}

const factId = (random: Random, prefix: string) => `${prefix}_${seededBytes(random, 9).toString('hex')}`;

/** The facts with which an organization begins: an acceptance, its use cases, and the key with which it signs. */
export function madeFacts(random: Random, organization: MadeOrganization, at: Date): MadeFact[] {
  const [owner, developer] = organization.people as [MadeOrganization['people'][0], MadeOrganization['people'][0]];
  const time = at.toISOString();
  const fact = (body: Body) => factOf(random, organization.id, body);
  const acceptance = fact({
    kind: 'acceptance',
    id: factId(random, 'acc'),
    at: time,
    licence: madeLicence.id,
    licenceVersion: madeLicence.version,
    sha256: madeLicenceHash,
    person: sealedPerson(random, owner, { role: 'Head of Research' }),
  });
  const useCases = organization.apps
    .filter(({ useCase }) => useCase !== null)
    .map((app) =>
      fact({
        kind: 'use-case',
        id: app.useCase as string,
        at: time,
        app: app.id,
        purpose: `Brand reports of ${organization.name}`,
        endUsers: app.government ? 'A ministry' : 'Marketing teams',
        training: false,
        government: app.government,
        person: sealedPerson(random, developer, {}),
      }),
    );
  const { signingKey } = organization;
  const key = signingKey && {
    kind: 'signing-key',
    id: signingKey.keyId,
    at: time,
    publicKey: signingKey.publicKey,
    person: sealedPerson(random, developer, {}),
  };
  return [acceptance, ...useCases, ...(key ? [fact(key)] : [])];
}

/** The facts of a later hour: now and then a contest of the last statement, a decision on it, a hold. */
export function madeDecisions(
  random: Random,
  organization: MadeOrganization,
  at: Date,
  statements: readonly MadeStatement[],
): MadeFact[] {
  const last = statements.findLast((statement) => statement.organization === organization.id);
  const time = at.toISOString();
  const fact = (body: Body) => factOf(random, organization.id, body);
  if (!last || random.next() < 0.5) return [];
  const id = factId(random, 'con');
  const person = sealedPerson(random, organization.people[0] as MadeOrganization['people'][0], {});
  return [
    fact({ kind: 'contest', id, at: time, statement: `st_${last.day}`, reason: 'Two calls are not ours.', person }),
    fact({
      kind: 'contest-decision',
      id: factId(random, 'cde'),
      at: time,
      contest: id,
      decision: 'rejected',
      reason: 'Receipts exist.',
    }),
    fact({ kind: 'hold', id: factId(random, 'hld'), at: time, reason: 'A dispute is open.' }),
  ];
}

type Total = { app: string; dataset: string; day: string; calls: number; records: number; units: number };

/** The statement of a day over the leaves of one organization that have this day. */
export function madeStatement({
  random,
  key,
  leaves,
  day,
  at,
  maxPlaces,
}: {
  readonly random: Random;
  readonly key: EvidenceKey;
  readonly leaves: readonly MadeLeaf[];
  readonly day: string;
  readonly at: Date;
  readonly maxPlaces: number;
}): MadeStatement {
  const { organization } = (leaves[0] as MadeLeaf).leaf;
  const lines = leaves.flatMap(({ entries }) => entries.map(({ line }) => line));
  const calls = lines.map((line) => JSON.parse(line) as LedgerCall & Place).filter(({ kind }) => isCall(kind));
  const last = leaves.at(-1) as MadeLeaf;
  const fact = factOf(random, organization, {
    kind: 'statement',
    id: `st_${day}`,
    at: at.toISOString(),
    day,
    leaves: { from: (leaves[0] as MadeLeaf).leaf.seq, to: last.leaf.seq, last: hexOf(hashOfLeaf(last.leaf)) },
    entries: lines.length,
    totals: totalsOf(calls),
    ...statedPlaces(placesOf(calls), maxPlaces),
  });
  const signed = { statement: JSON.parse(fact.line) as object, ...key.sign(fact.line) };
  return { organization, day, signed, fact };
}

const isCall = (kind: string) => kind === 'read' || kind === 'allowed';

function totalsOf(calls: readonly LedgerCall[]): Total[] {
  const totals = new Map<string, Total>();
  for (const { app, dataset, at, records, units } of calls) {
    const day = at.slice(0, 10);
    const name = [app, dataset, day].join('\n');
    const total = totals.get(name) ?? { app, dataset, day, calls: 0, records: 0, units: 0 };
    totals.set(name, total);
    total.calls += 1;
    total.records += records?.count ?? 0;
    total.units += units;
  }
  return [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

/** More than so many places are a number and a hash. */
function statedPlaces(places: ReturnType<typeof placesOf>, maxPlaces: number): Record<string, JsonValue> {
  if (places.length <= maxPlaces) return { places };
  const lines = places.map(
    ({ instance, segment, entries }) => `{"entries":${entries},"instance":"${instance}","segment":${segment}}\n`,
  );
  return { placesCount: places.length, placesSha256: hash('sha256', lines.join(''), 'hex') };
}

function placesOf(calls: readonly Place[]) {
  const places = new Map<string, { instance: string; segment: number; entries: number }>();
  for (const { instance, segment } of calls) {
    const name = `${instance}\n${String(segment).padStart(12, '0')}`;
    const place = places.get(name) ?? { instance, segment, entries: 0 };
    places.set(name, place);
    place.entries += 1;
  }
  return [...places].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}
