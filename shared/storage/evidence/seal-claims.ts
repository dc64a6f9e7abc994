import type { Item, Table } from '../table/table.ts';
import { sealClaimKey, sealClaimPartition, sealDoneKey } from './evidence-item-keys.ts';

/**
 * The work of one seal, decided before any of it is done. `seal`: the number that the seal gets if there is anything in it. Batches `fromBatch` to
 * `toBatch`, both inclusive; none if `toBatch` is lower. `facts`: the places of the facts. `at`: ISO-8601 UTC.
 */
export type SealClaim = {
  readonly number: number;
  readonly seal: number;
  readonly at: string;
  readonly fromBatch: number;
  readonly toBatch: number;
  readonly facts: readonly string[];
};

/** `hasSeal`: there was something to seal. Null: the work is not done. */
export type LastClaim = { readonly claim: SealClaim; readonly done: { readonly hasSeal: boolean } | null };

/** Claims, which are never replaced. */
export interface SealClaims {
  /** The latest, strongly consistent; null before the first. */
  last(): Promise<LastClaim | null>;
  /** Puts a claim where its number is free, and answers the one that is there. */
  open(claim: SealClaim): Promise<SealClaim>;
  setDone(number: number, hasSeal: boolean): Promise<void>;
}

/** Claims over the table: an item each, and one that says that it is done. */
export const sealClaimsOver = (table: Table): SealClaims => ({
  async last() {
    const query = { pk: sealClaimPartition, descending: true, limit: 2, consistent: true };
    const [last, before] = (await table.query(query)).items;
    if (!last) return null;
    if (typeof last.hasSeal !== 'boolean') return { claim: claimIn(last), done: null };
    if (!before) throw new Error(`The claim of ${last.sk} is missing`);
    return { claim: claimIn(before), done: { hasSeal: last.hasSeal } };
  },
  async open(claim) {
    if ((await table.insert({ ...sealClaimKey(claim.number), ...claim })).ok) return claim;
    const { item } = await table.get(sealClaimKey(claim.number));
    if (!item) throw new Error(`The claim ${claim.number} is neither free nor there`);
    return claimIn(item);
  },
  async setDone(number, hasSeal) {
    await table.insert({ ...sealDoneKey(number), hasSeal });
  },
});

const claimIn = ({ pk, sk, ...claim }: Item): SealClaim => claim as unknown as SealClaim;
