import type { Parameters } from './operation.ts';

const time = { type: 'string', format: 'date-time' };

/** The parameters of a list of refused calls: its span. */
export const refusalSpanParameters = {
  from: { description: 'The first day or time, in UTC. Default: 30 days ago.', schema: time },
  to: { description: 'The day or time after the last one, in UTC, at most 30 days later.', schema: time },
} as const satisfies Parameters;
