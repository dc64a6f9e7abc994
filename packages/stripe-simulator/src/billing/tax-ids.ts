import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { newTaxId } from '../resources/tax-id.ts';
import { hasShape } from './tax-id-shapes.ts';

const maxTaxIds = 5;

/** A customer's tax ids, the newest first. */
export const taxIdsOf = (sim: Simulation, customer: string): Stripe.TaxId[] => sim.store.taxIds.newestFirst(customer);

/** A customer's tax ids as an invoice or a checkout shows them. */
export const shownTaxIds = (sim: Simulation, customer: string) =>
  taxIdsOf(sim, customer).map(({ type, value }) => ({ type, value }));

/**
 * Gives a customer a tax id. The answer says `pending`; the authority is asked at once, and its answer comes as an update. Throws
 * `tax_id_invalid` for a shape that the kind does not have.
 */
export function addTaxId(
  sim: Simulation,
  customer: string,
  { type, value }: Pick<Stripe.TaxId, 'type' | 'value'>,
): Stripe.TaxId {
  const isShaped = hasShape(type, value);
  if (isShaped === undefined) throw unsupported(`tax ids of type ${type}`, 'type');
  if (!isShaped) throw invalidRequest(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param: 'value' });
  if (taxIdsOf(sim, customer).length >= maxTaxIds)
    throw invalidRequest(`You cannot add more than ${maxTaxIds} tax IDs to a customer.`);
  const taxId = sim.store.taxIds.add(newTaxId(sim, { customer, type, value }));
  emit(sim, 'customer.tax_id.created', taxId);
  if (taxId.verification?.status === 'pending') verify(sim, taxId);
  return sim.rules.isOn('T6') ? taxId : sim.store.taxIds.mustGet(taxId.id);
}

/** Stripe's magic numbers, for any country. https://docs.stripe.com/billing/testing#customer-tax-id-verfication */
function verify(sim: Simulation, { id, value, verification }: Stripe.TaxId): void {
  const digits = value.replace(/\D/g, '');
  if (!verification || digits === '222222222') return;
  const status = digits === '111111111' ? 'unverified' : 'verified';
  const change = sim.store.taxIds.patch(id, { verification: { ...verification, status } });
  emitUpdate(sim, 'customer.tax_id.updated', change);
}

/** Deletes a tax id. */
export function removeTaxId(sim: Simulation, taxId: Stripe.TaxId): Stripe.DeletedTaxId {
  sim.store.taxIds.remove(taxId.id);
  emit(sim, 'customer.tax_id.deleted', taxId);
  return { id: taxId.id, object: 'tax_id', deleted: true };
}
