/** Usage, and the units that are left. */

/** Automatic purchases of credit: nulls where they are off. */
export type AutoTopUpView = { thresholdUnits: number | null; packs: number | null };

/** The usage of an organization. `hasRead`: a key of it, live or test, was ever served a record. */
export type OwnUsageView = UsageView & { hasRead: boolean };

/** The usage of an organization in its present period, whatever share an app has. */
export type UsageView = {
  periodStart: string | null;
  periodEnd: string | null;
  allowance: number | null;
  used: number;
  /** Units that can be had now; 0 where calls are refused. */
  remaining: number | null;
  /** Units that copies of the service hold which stand idle: calls get them within a minute of the first one that is refused. */
  held: number;
  /** Units that copies which died may have served: they are not billed, and serve nobody. */
  unusable: number;
  /**
   * The most units that may have been used beside `used`. An instance whose calls stopped reports its last ones with its next call or as
   * it ends.
   */
  untold: number;
  /** The credit bought in advance, whatever the period; none of these is below 0. Null without a plan that has credit. */
  credit: { bought: number; used: number; remaining: number; held: number; unusable: number; untold: number } | null;
  data: { bucket: string; units: number; requests: number }[];
};
