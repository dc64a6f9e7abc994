/** Something that Stripe documents and the simulator enforces. A test turns it off to see what would be missed without it. */
export type Rule = {
  /** Its id: a letter for its subject and a number, such as `U4`. */
  readonly id: string;
  /** The rule in one sentence. */
  readonly says: string;
  /** The address of Stripe's page, or the file of the SDK's types with its version. */
  readonly source: string;
  /** The API version that the source describes. */
  readonly apiVersion: string;
  /** The day on which a rehearsal saw it at Stripe (`YYYY-MM-DD`); null: never. */
  readonly seenAtStripe: string | null;
};

/** The pinned version of the API, to which nearly all sources refer. */
export const pinned = '2026-10-28.endive';
