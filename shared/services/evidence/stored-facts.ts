import { openPerson } from '../../domain/evidence/sealed-person.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { Leaves } from '../../storage/evidence/leaves.ts';
import type { PersonKeys } from '../../storage/evidence/person-keys.ts';
import type { SealedFacts, StoredFact } from '../../storage/evidence/sealed-facts.ts';
import type { Seals } from '../../storage/evidence/seals.ts';
import type { OpenedPerson, SealedFact, SignedLine } from './pack-source.ts';
import type { SealRange } from './seal-range.ts';

/** The repositories in which facts, their way to a seal, and the keys of persons are found. */
export type FactDeps = {
  readonly seals: Pick<Seals, 'find'>;
  readonly leaves: Pick<Leaves, 'find'>;
  readonly sealedFacts: Pick<SealedFacts, 'of'>;
  readonly personKeys: Pick<PersonKeys, 'find'>;
};

type Body = {
  readonly kind: string;
  readonly id: string;
  readonly at: string;
  readonly person?: { readonly id: string; readonly sealed: string };
  /** An acceptance has the organization as it was named then. */
  readonly organizationName?: string;
};
type Read = { readonly body: Body; readonly stored: StoredFact };

/** The facts of an organization that are sealed by the end of a pack, by time and id, statements aside. */
export async function* storedFacts(deps: FactDeps, organization: string, range: SealRange): AsyncGenerator<SealedFact> {
  const facts = (await readFacts(deps, organization, range)).filter(({ body }) => body.kind !== 'statement');
  for (const { body, stored } of facts) {
    const { line, seal, index, path } = stored;
    if (seal >= range.first) yield { kind: body.kind, line };
    else yield { kind: body.kind, line, proof: { ...(await wayToSeal(deps, stored)), index, path } };
  }
}

async function readFacts(
  { sealedFacts }: Pick<FactDeps, 'sealedFacts'>,
  organization: string,
  { last }: SealRange,
): Promise<Read[]> {
  const facts: Read[] = [];
  for await (const stored of sealedFacts.of(organization, last))
    facts.push({ stored, body: JSON.parse(stored.line) as Body });
  const order = ({ body }: Read) => `${body.at}#${body.id}`;
  return facts.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The seal and the leaf of a fact of an earlier hour. */
async function wayToSeal({ seals, leaves }: FactDeps, { organization, seal, seq }: StoredFact) {
  const [signed, stored] = await Promise.all([seals.find(seal), leaves.find(organization, seq)]);
  if (!signed || !stored) throw new Error(`The way of a fact to seal ${seal} is missing`);
  const { leaf, index, path } = stored;
  return { seal: JSON.parse(signed.text) as SignedLine, leaf: { leaf, index, path } };
}

type Asked = { readonly organization: string; readonly facts: ReadonlySet<string>; readonly range: SealRange };

/** The persons of facts, opened where their key stands. An erased person has none, so theirs stay closed. */
export async function* openedPersons(
  deps: FactDeps,
  { organization, facts, range }: Asked,
): AsyncGenerator<OpenedPerson> {
  const keys = new Map<string, Uint8Array | null>();
  for (const { body } of await readFacts(deps, organization, range)) {
    const { person } = body;
    if (!person || !facts.has(body.id)) continue;
    const key = keys.get(person.id) ?? (await deps.personKeys.find(person.id));
    keys.set(person.id, key);
    const fields = key && openPerson(person.sealed, key);
    if (key && fields)
      yield { id: person.id, fact: body.id, key: Buffer.from(key).toString('base64url'), fields: { ...fields } };
  }
}

/**
 * The name of an organization: its present one, or after its deletion the one under which it last accepted a licence. A company's name is no
 * personal data, and stays in what it accepted.
 */
export async function nameOfOrganization(
  deps: Pick<FactDeps, 'sealedFacts'> & { readonly accounts: Pick<Accounts, 'find'> },
  organization: string,
  last: number,
): Promise<string> {
  const account = await deps.accounts.find(organization);
  if (account && account.organization !== '') return account.organization;
  const facts = await readFacts(deps, organization, { first: 1, last });
  return facts.findLast(({ body }) => body.organizationName)?.body.organizationName ?? organization;
}
