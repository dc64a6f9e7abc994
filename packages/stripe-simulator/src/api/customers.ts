import type Stripe from 'stripe';
import { deleteCustomer } from '../billing/customers.ts';
import { checkToken, methodNamed, setDefaultMethod } from '../billing/methods.ts';
import { checkAddress } from '../billing/tax.ts';
import { customersOf } from '../billing/test-clocks.ts';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { addressOf, newCustomer } from '../resources/customer.ts';
import { mergeMetadata } from '../resources/metadata.ts';

/** The customer with this id. Throws `resource_missing`, for a deleted one too. */
export function customerNamed(sim: Simulation, id: string, param: string): Stripe.Customer {
  const customer = sim.store.customers.get(id);
  if (!customer) throw noSuch('customer', id, param);
  return customer;
}

/** Refuses a list filter that names a customer who never was; a deleted one may be named. */
export function checkCustomerFilter(sim: Simulation, id: string | undefined): void {
  if (id && !sim.store.deletedCustomers.get(id)) customerNamed(sim, id, 'customer');
}

const plainFields = [
  'tax.validate_location',
  'address',
  'description',
  'email',
  'metadata',
  'name',
  'phone',
  'preferred_locales',
  'tax_exempt',
];
const settings = ['invoice_settings.custom_fields', 'invoice_settings.default_payment_method'];

/** The endpoints of customers. */
export const customerRoutes = [
  route<Stripe.CustomerCreateParams>(
    'POST /v1/customers',
    'CustomerCreateParams',
    [...plainFields, 'payment_method', 'test_clock', ...settings],
    ({ sim, params }) => {
      checkEmail(params.email);
      const named = params.payment_method;
      if (named) checkToken(named, 'payment_method');
      if (params.test_clock) checkRoom(sim, params.test_clock);
      const made = newCustomer(sim, params);
      checkPlace(sim, made, params);
      const customer = sim.store.customers.add(made);
      emit(sim, 'customer.created', customer);
      const method = named ? methodNamed(sim, named, { customer: customer.id, param: 'payment_method' }) : null;
      const wanted = params.invoice_settings?.default_payment_method;
      if (!wanted) return customer;
      return setDefault(sim, customer.id, wanted === named && method ? method.id : wanted);
    },
  ),
  route('GET /v1/customers/:id', 'CustomerRetrieveParams', [], ({ sim, id }) => {
    return sim.store.deletedCustomers.get(id) ?? customerNamed(sim, id, 'id');
  }),
  route<Stripe.CustomerUpdateParams>(
    'POST /v1/customers/:id',
    'CustomerUpdateParams',
    [...plainFields, ...settings],
    ({ sim, params, id }) => {
      checkEmail(params.email);
      const known = customerNamed(sim, id, 'id');
      checkPlace(sim, { ...known, ...changesOf(known, params) }, params);
      const method = params.invoice_settings?.default_payment_method;
      const customer = method === undefined ? customerNamed(sim, id, 'id') : setDefault(sim, id, method);
      const change = sim.store.customers.patch(id, changesOf(customer, params));
      emitUpdate(sim, 'customer.updated', change);
      if (!sim.rules.isOn('N3')) renameOnInvoices(sim, change.after);
      return change.after;
    },
  ),
  route('DELETE /v1/customers/:id', 'CustomerDeleteParams', [], ({ sim, id }) => {
    return deleteCustomer(sim, customerNamed(sim, id, 'id'));
  }),
  route<Stripe.CustomerListParams>(
    'GET /v1/customers',
    'CustomerListParams',
    ['email', 'created', 'limit', 'starting_after', 'ending_before', 'test_clock'],
    ({ sim, params }) => {
      const matches = sim.store.customers
        .newestFirst(params.email)
        .filter(({ test_clock }) => isInTime(sim, test_clock, params.test_clock))
        .filter(({ created }) => isInRange(created, params.created));
      return page('/v1/customers', matches, params);
    },
  ),
];

/** Lists leave out the customers of test clocks, unless the request names one. */
const isInTime = ({ rules }: Simulation, clock: unknown, wanted: string | undefined): boolean =>
  (clock ?? undefined) === wanted || (wanted === undefined && !rules.isOn('H5'));

function changesOf(customer: Stripe.Customer, params: Stripe.CustomerUpdateParams): Partial<Stripe.Customer> {
  const { address, description, email, name, phone, preferred_locales, tax_exempt } = params;
  const fields = params.invoice_settings?.custom_fields;
  return {
    ...(address !== undefined && { address: address ? addressOf(address) : null }),
    ...(fields !== undefined && {
      invoice_settings: { ...customer.invoice_settings, custom_fields: fields || null },
    }),
    ...(description !== undefined && { description: description || null }),
    ...(email !== undefined && { email: email || null }),
    ...(name !== undefined && { name: name || null }),
    ...(phone !== undefined && { phone: phone || null }),
    ...(preferred_locales !== undefined && { preferred_locales }),
    ...(tax_exempt !== undefined && { tax_exempt: tax_exempt || 'none' }),
    metadata: mergeMetadata(customer.metadata, params.metadata),
  };
}

/** https://docs.stripe.com/billing/testing/test-clocks/api-advanced-usage: a test clock has at most three customers. */
function checkRoom(sim: Simulation, clock: string): void {
  if (!sim.store.testClocks.get(clock)) throw noSuch('test clock', clock, 'test_clock');
  if (sim.rules.isOn('H1') && customersOf(sim, clock).length >= 3)
    throw invalidRequest(`The test clock ${clock} has three customers already, which is as many as one can have.`, {
      param: 'test_clock',
    });
}

function checkPlace(sim: Simulation, { address }: Stripe.Customer, { tax }: Stripe.CustomerUpdateParams): void {
  if (sim.rules.isOn('T2b') && tax?.validate_location === 'immediately') checkAddress(address);
}

function renameOnInvoices(sim: Simulation, { id, name = null, address = null }: Stripe.Customer): void {
  for (const invoice of sim.store.invoices.oldestFirst(id))
    sim.store.invoices.patch(invoice.id, { customer_name: name, customer_address: address });
}

function setDefault(sim: Simulation, customerId: string, method: string): Stripe.Customer {
  const param = 'invoice_settings[default_payment_method]';
  setDefaultMethod(sim, customerId, method ? methodNamed(sim, method, { customer: customerId, param }).id : null);
  return sim.store.customers.mustGet(customerId);
}

function checkEmail(email: string | undefined): void {
  if (email && !/^[^\s@]+@[^\s@]+$/.test(email))
    throw invalidRequest(`Invalid email address: ${email}`, { code: 'email_invalid', param: 'email' });
}
