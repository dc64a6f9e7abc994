import type { FieldError } from '../../errors.ts';
import { listIn, objectIn } from './rules.ts';

/**
 * All plans count the same unit, since the allowances of an account's plans add up. Where credit is sold it is the record, which credit is
 * counted in.
 */
export function mixedUnits(top: Readonly<Record<string, unknown>>): FieldError[] {
  const plans = listIn(top.plans).map(objectIn);
  const units = plans.map(({ allowance }) => objectIn(allowance).unit);
  const sellsCredit = plans.some(({ credit }) => credit !== undefined);
  const first = sellsCredit ? 'record' : units.find((unit) => unit === 'record' || unit === 'request');
  const why = sellsCredit ? 'prepaid credit is counted in records' : 'the plan before counts it';
  return units.flatMap((unit, i) =>
    (unit === 'record' || unit === 'request') && unit !== first
      ? [
          {
            field: `plans[${i}].allowance.unit`,
            message: `must be ${first}, because ${why} and what an account holds adds up`,
          },
        ]
      : [],
  );
}

/** A second plan with credit is a mistake: an account's one credit counter could not tell their units apart. */
export const secondCredit = (top: Readonly<Record<string, unknown>>): FieldError[] =>
  listIn(top.plans)
    .flatMap((plan, i) => (objectIn(plan).credit === undefined ? [] : `plans[${i}].credit`))
    .slice(1)
    .map((field) => ({ field, message: 'must be left out, because another plan has credit already' }));
