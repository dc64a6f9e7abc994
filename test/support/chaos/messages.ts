/** The settings that a process of the harness starts with. */
export type Settings = {
  /** Three letters or digits of its own. Its instance ids begin with them. */
  readonly name: string;
  readonly endpoint: string;
  readonly tableName: string;
  /** The folder of its log of deeds. */
  readonly truthFolder: string;
  /** The shared clock; null: the machine's. */
  readonly clockFile: string | null;
  /** How far its own clock is off. */
  readonly skewMs: number;
  /** The allowance of each plan. */
  readonly allowance: number;
  readonly seed: number;
  readonly heldPercent: number;
};

export type CallOrder = {
  readonly secret: string;
  readonly units: number;
  /** The part of the granted units that is served; the rest is given back. */
  readonly servedPart: number;
  /** The time from admission to answer. */
  readonly workMs: number;
};

/** An order to a process. It answers `{ done: true }` once the order is done, as far as the clock lets it. */
export type Order =
  /** `dieAtPlace`: the place, by its number, at which the process kills itself. */
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
