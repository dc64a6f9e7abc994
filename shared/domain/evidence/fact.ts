import { canonicalJson, type JsonValue } from '../accounts/canonical-json.ts';

/** The kinds of facts, which the ledger seals beside calls. */
export type FactKind =
  | 'acceptance'
  | 'use-case'
  | 'use-case-decision'
  | 'signing-key'
  | 'signing-rule'
  | 'statement'
  | 'contest'
  | 'contest-decision'
  | 'hold'
  | 'release';

/** A fact before it has its salt. */
export type UnsaltedFact = Pick<Fact, 'kind' | 'id' | 'at' | 'organization'> &
  Readonly<Record<string, JsonValue | undefined>>;

/** A fact about an organization. `at`: ISO-8601 UTC with milliseconds. `salt`: 16 random bytes, base64url. The rest is its kind's. */
export type Fact = {
  readonly kind: FactKind;
  /** Unique among the facts of its organization. */
  readonly id: string;
  readonly at: string;
  readonly organization: string;
  readonly salt: string;
  readonly [property: string]: JsonValue | undefined;
};

/** The canonical line of a fact, whose bytes are a leaf. */
export const factLine = (fact: Fact): string => canonicalJson({ v: 1, ...fact });
