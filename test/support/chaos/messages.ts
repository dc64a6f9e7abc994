/** What a process of the harness is started with. */
export type Settings = {
  /** Three letters or digits, its own: its instance ids begin with it. */
  readonly name: string;
  readonly endpoint: string;
  readonly tableName: string;
  /** Where it notes what it does. */
  readonly truthFolder: string;
  /** The clock that all share; null: the machine's. */
  readonly clockFile: string | null;
  /** Its own clock is so far off. */
  readonly skewMs: number;
  /** Of each plan. */
  readonly allowance: number;
  readonly seed: number;
  readonly heldPercent: number;
};

export type CallOrder = {
  readonly secret: string;
  readonly units: number;
  /** Of the units granted; the rest is given back. */
  readonly servedPart: number;
  /** From admission to answer. */
  readonly workMs: number;
};

/** What a process is told to do. Each order is answered with `{ done: true }` once it is done, as far as the clock lets it. */
export type Order =
  /** `dieAtPlace`: to kill itself at the so-many-th place at which it may die. */
  | { readonly step: readonly CallOrder[]; readonly dieAtPlace?: number }
  | { readonly merge: true }
  | { readonly close: true }
  /** Calls on, so many at once, until the quota is exhausted. */
  | {
      readonly exhaust: {
        readonly secret: string;
        readonly inFlight: number;
        readonly workMs: number;
        readonly units: number;
      };
    };
