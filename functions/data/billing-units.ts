import type { Unit } from '../../shared/domain/catalog/catalog.ts';
import type { MeteredRead } from './metered-call.ts';

/** The most records of a page, and so of a page's worth of an export. */
const pageRecords = 1_000;

const requestsFor = (items: number): number => Math.max(1, Math.ceil(items / pageRecords));

/**
 * A read in the plan's unit: one for each record or bucket, or one for the request, however much it finds. An export is one request for
 * each page of 1,000 that it begins. An answer that the client has already (304, a replay) costs nothing.
 */
export const inBillingUnits = (unit: Unit | null, { measure, ...read }: MeteredRead): MeteredRead =>
  unit === 'request'
    ? {
        ...read,
        units: requestsFor(read.units),
        ...(measure && { measure: async (plans) => requestsFor(await measure(plans)) }),
        async run({ maxUnits, ...scope }) {
          const outcome = await read.run({ ...scope, maxUnits: Math.min(read.units, maxUnits * pageRecords) });
          const { units, answer, isReplay } = outcome;
          return { ...outcome, units: isReplay || answer.status === 304 ? 0 : requestsFor(units) };
        },
      }
    : { ...read, ...(measure && { measure }) };
