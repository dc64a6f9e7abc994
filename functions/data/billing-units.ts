import type { Unit } from '../../shared/domain/catalog/catalog.ts';
import type { MeteredRead } from './metered-call.ts';

/** A page holds at most so many records, so an export stands for so many pages. */
const pageRecords = 1_000;

const requestsFor = (items: number): number => Math.max(1, Math.ceil(items / pageRecords));

/**
 * A read as the plan counts it: a unit for each record or bucket, or one for the request, however much it finds; an export is one for each
 * page of 1,000 that was begun. An answer that the caller has already (304, a replay) costs none.
 */
export const inBillingUnits = (unit: Unit | null, { measure, ...read }: MeteredRead): MeteredRead =>
  unit === 'request'
    ? {
        ...read,
        units: requestsFor(read.units),
        ...(measure && { measure: async (plans) => requestsFor(await measure(plans)) }),
        async run({ maxUnits, ...scope }) {
          const { units, answer, isReplay } = await read.run({
            ...scope,
            maxUnits: Math.min(read.units, maxUnits * pageRecords),
          });
          return { answer, units: isReplay || answer.status === 304 ? 0 : requestsFor(units) };
        },
      }
    : { ...read, ...(measure && { measure }) };
