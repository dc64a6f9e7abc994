import type Stripe from 'stripe';
import { addTaxId, removeTaxId, taxIdsOf } from '../billing/tax-ids.ts';
import { noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { customerNamed } from './customers.ts';

/** The endpoints of customers' tax ids. */
export const taxIdRoutes = [
  route<Stripe.CustomerCreateTaxIdParams>(
    'POST /v1/customers/:id/tax_ids',
    'CustomerCreateTaxIdParams',
    ['type', 'value'],
    ({ sim, params, id }) => addTaxId(sim, customerNamed(sim, id, 'id').id, params),
  ),
  route<Stripe.CustomerListTaxIdsParams>(
    'GET /v1/customers/:id/tax_ids',
    'CustomerListTaxIdsParams',
    ['limit', 'starting_after', 'ending_before'],
    ({ sim, params, id }) =>
      page(`/v1/customers/${id}/tax_ids`, taxIdsOf(sim, customerNamed(sim, id, 'id').id), params),
  ),
  route('GET /v1/tax_ids/:id', 'TaxIdRetrieveParams', [], ({ sim, id }) => taxIdNamed(sim, id)),
  route('DELETE /v1/tax_ids/:id', 'TaxIdDeleteParams', [], ({ sim, id }) => removeTaxId(sim, taxIdNamed(sim, id))),
];

function taxIdNamed(sim: Simulation, id: string): Stripe.TaxId {
  const taxId = sim.store.taxIds.get(id);
  if (!taxId) throw noSuch('tax_id', id, 'id');
  return taxId;
}
