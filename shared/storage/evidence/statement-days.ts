import type { Item, Table } from '../table/table.ts';
import { statementDayKey, statementDayPartition } from './evidence-item-keys.ts';

/**
 * A UTC day (`YYYY-MM-DD`) with its seals: the numbers `fromSeal` to `toSeal`, both inclusive. `at`: when its statements are made, ISO-8601 UTC. `after`: the last
 * organization of which nothing is left to do; null before the first.
 */
export type StatementDay = {
  readonly day: string;
  readonly fromSeal: number;
  readonly toSeal: number;
  readonly at: string;
  readonly after: string | null;
  readonly done: boolean;
};

/** Days of which statements are made, one after the other. */
export interface StatementDays {
  /** The latest, strongly consistent; null before the first. */
  last(): Promise<StatementDay | null>;
  /** Puts a day where it is not there, and answers the one that is. */
  open(day: Pick<StatementDay, 'day' | 'fromSeal' | 'toSeal' | 'at'>): Promise<StatementDay>;
  /** Notes that nothing is left to do up to this organization. */
  setAfter(day: string, organization: string): Promise<void>;
  setDone(day: string): Promise<void>;
}

/** Days over the table, an item each. */
export const statementDaysOver = (table: Table): StatementDays => ({
  async last() {
    const query = { pk: statementDayPartition, descending: true, limit: 1, consistent: true };
    const [item] = (await table.query(query)).items;
    return item ? dayIn(item) : null;
  },
  async open(opened) {
    const day = { ...opened, after: null, done: false };
    const result = await table.put(
      { ...statementDayKey(day.day), ...day },
      { 'the day has no seals yet': { attribute: 'pk', is: 'absent' } },
    );
    return result.ok || !result.old ? day : dayIn(result.old);
  },
  async setAfter(day, organization) {
    await table.update(statementDayKey(day), { set: { after: organization } });
  },
  async setDone(day) {
    await table.update(statementDayKey(day), { set: { done: true } });
  },
});

const dayIn = ({ pk, sk, ...day }: Item): StatementDay => day as unknown as StatementDay;
