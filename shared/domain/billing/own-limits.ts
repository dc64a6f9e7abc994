/** Limits of one organization, in place of its plans'. */
export type OwnLimits = {
  /** All live keys together; absent: as the plans say. */
  readonly requestsPerMinute?: number;
  /** Units a period; absent: as the plans say. */
  readonly allowance?: number;
};
