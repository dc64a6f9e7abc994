import { randomBytes } from 'node:crypto';
import { factLine, type UnsaltedFact } from '../../domain/evidence/fact.ts';
import type { Item, Key, Table, Write } from '../table/table.ts';
import { factBoxPartition, factKey } from './evidence-item-keys.ts';

/** A fact that waits for its seal. `place` names this one, and orders an organization's facts by time, then id. */
export type WaitingFact = { readonly place: string; readonly organization: string; readonly line: string };

/** Facts that wait for their seal. */
export interface FactBox {
  /** The first that wait and are of before a time, ISO-8601 UTC; strongly consistent. */
  waiting(before: string, limit: number): Promise<readonly WaitingFact[]>;
  /** Those at these places, undefined where there is none. */
  find(places: readonly string[]): Promise<readonly (WaitingFact | undefined)[]>;
  /** Takes away a fact that is sealed. */
  remove(place: string): Promise<void>;
}

/**
 * The write of a fact, to be part of the transaction that makes it true. It fails where the organization has a waiting fact of this time and id. The role needs
 * `append: ['factBox']`.
 */
export const factWrite = (fact: UnsaltedFact): Write => ({
  put: { ...factKey(fact), organization: fact.organization, line: factLine({ ...fact, salt: newSalt() }) },
  if: { 'the fact is new': { attribute: 'pk', is: 'absent' } },
});

/** Nobody guesses a fact from its hash. */
const newSalt = (): string => randomBytes(16).toString('base64url');

const maxKeysAtOnce = 100;

/** The box over the table. */
export const factBoxOver = (table: Table): FactBox => ({
  async waiting(before, limit) {
    const { items } = await table.query({ pk: factBoxPartition, to: before, limit, consistent: true });
    return items.map(waitingFact);
  },
  async find(places) {
    const found: (WaitingFact | undefined)[] = [];
    for (let at = 0; at < places.length; at += maxKeysAtOnce) {
      const { items } = await table.getAll(places.slice(at, at + maxKeysAtOnce).map(keyAt));
      found.push(...items.map((item) => item && waitingFact(item)));
    }
    return found;
  },
  async remove(place) {
    await table.delete(keyAt(place));
  },
});

const keyAt = (place: string): Key => ({ pk: factBoxPartition, sk: place });

const waitingFact = ({ sk, organization, line }: Item): WaitingFact => ({
  place: sk,
  organization: String(organization),
  line: String(line),
});
