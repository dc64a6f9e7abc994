import * as z from 'zod';
import { line, text, webAddress, wholeNumber } from '../../shared/http/fields.ts';

const maxRateLimits = 5;
/** As in a plan: 15 minutes, for longer spans there is the share. */
const longestWindowSeconds = 900;
const maxRequests = 1_000_000_000;
const rateError = `must be at most ${maxRateLimits} limits, each with its own windowSeconds`;

const yesOrNo = z.boolean({ error: 'must be said: true or false' });

/** The description of an app by its organization. */
export const described = {
  name: line('appName'),
  purpose: text('appPurpose'),
  /** Where the data is shown; null: nowhere in public. */
  url: webAddress.nullable(),
  training: yesOrNo,
  government: yesOrNo,
};

/** The rest of a use case: its end users, and the place where the data is shown; null: nowhere in public. */
export const usedFor = { audience: text('useCaseAudience'), shownAt: text('useCaseShownAt').nullable() };

/** Limits of an app. */
export const limits = {
  /** At most so many requests in any span of so many seconds; none: as many as the organization. */
  rateLimits: z
    .array(
      z.strictObject({ requests: wholeNumber(1, maxRequests), windowSeconds: wholeNumber(1, longestWindowSeconds) }),
      { error: rateError },
    )
    .max(maxRateLimits, { error: rateError })
    .refine((all) => new Set(all.map(({ windowSeconds }) => windowSeconds)).size === all.length, { error: rateError })
    .transform((all) => all.toSorted((a, b) => a.windowSeconds - b.windowSeconds)),
  maxInFlight: wholeNumber(1, maxRequests).nullable(),
  /** A whole percent of the period's allowance; null: as much as the organization. */
  allowanceShare: wholeNumber(1, 100).nullable(),
};
