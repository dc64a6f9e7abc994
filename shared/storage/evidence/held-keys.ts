import { readAll } from '../table/read-all.ts';
import type { Item, Table, Write } from '../table/table.ts';
import { holdPartition, personKeyKey, waitingPersonKey, waitingPersonPrefix } from './evidence-item-keys.ts';
import { whileHeld, whileNotHeld } from './holds.ts';

/** A person who left, and all organizations that they were ever a member of. */
export type FormerPerson = {
  readonly personId: string;
  readonly email: string;
  readonly organizations: readonly string[];
};

/** Keys of people who left, which wait while one of their organizations is under hold. Roles read `hold`, and write and delete it. */
export interface HeldKeys {
  /**
   * Destroys the person's key: nobody reads their fields in facts again, and every proof stays valid. False: it waits at each of their
   * organizations that is under hold. Done again, it finds nothing left to do.
   */
  giveUp(person: FormerPerson): Promise<boolean>;
  /** People whose keys wait for this organization's release. */
  waiting(organization: string): Promise<readonly FormerPerson[]>;
  /** Takes away a person who waited. */
  forget(organization: string, personId: string): Promise<void>;
}

/** A transaction has 100 writes at the most; one is the deletion. */
const maxChecks = 99;

/** The keys over the table. */
export const heldKeysOver = (table: Table): HeldKeys => ({
  async giveUp(person) {
    for (let tries = 0; tries < maxTries; tries++) {
      const waits = await Promise.all(person.organizations.map((each) => wait(table, each, person)));
      if (waits.includes(true)) return false;
      if (await destroy(table, person)) return true;
    }
    throw new Error('The holds of a person’s organizations changed again and again while their key was given up');
  },
  async waiting(organization) {
    const people = { pk: holdPartition(organization), skPrefix: waitingPersonPrefix };
    return (await readAll(table, people)).map(formerPerson);
  },
  async forget(organization, personId) {
    await table.delete(waitingPersonKey(organization, personId));
  },
});

const maxTries = 3;

async function wait(table: Table, organization: string, person: FormerPerson): Promise<boolean> {
  const put: Item = { ...waitingPersonKey(organization, person.personId), ...person };
  return (await table.transact([{ put }, whileHeld(organization)])).ok;
}

/** Backups of the table hold the key for 35 days more. Source: DynamoDB Developer Guide, "Point-in-time recovery". */
async function destroy(table: Table, { personId, organizations }: FormerPerson): Promise<boolean> {
  const checks: Write[] = organizations.slice(0, maxChecks).map(whileNotHeld);
  return (await table.transact([{ delete: personKeyKey(personId) }, ...checks])).ok;
}

const formerPerson = ({ personId, email, organizations }: Item): FormerPerson =>
  ({ personId, email, organizations }) as unknown as FormerPerson;
