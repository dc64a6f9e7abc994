import { type StripeGateway, StripeUnavailable } from '../../shared/stripe/gateway.ts';
import type { FaultyCalls } from './faulty-calls.ts';

/** The gateway, of which any call may get no answer. */
export function faultyStripe(stripe: StripeGateway, calls: FaultyCalls): StripeGateway {
  const run = <T>(name: string, make: () => Promise<T>) =>
    calls.run({ name: `stripe ${name}`, unavailable: () => new StripeUnavailable(new Error('injected')) }, make);
  return {
    createCustomer: (...input) => run('createCustomer', () => stripe.createCustomer(...input)),
    isCustomerDeleted: (...input) => run('isCustomerDeleted', () => stripe.isCustomerDeleted(...input)),
    createCheckout: (...input) => run('createCheckout', () => stripe.createCheckout(...input)),
    readCheckout: (...input) => run('readCheckout', () => stripe.readCheckout(...input)),
    expireCheckout: (...input) => run('expireCheckout', () => stripe.expireCheckout(...input)),
    createBillingPortalSession: (...input) =>
      run('createBillingPortalSession', () => stripe.createBillingPortalSession(...input)),
    pricesOf: (...input) => run('pricesOf', () => stripe.pricesOf(...input)),
    setCompany: (...input) => run('setCompany', () => stripe.setCompany(...input)),
    createInvoiced: (...input) => run('createInvoiced', () => stripe.createInvoiced(...input)),
    sendFirstInvoice: (...input) => run('sendFirstInvoice', () => stripe.sendFirstInvoice(...input)),
    listSubscriptions: (...input) => run('listSubscriptions', () => stripe.listSubscriptions(...input)),
    cancelAtPeriodEnd: (...input) => run('cancelAtPeriodEnd', () => stripe.cancelAtPeriodEnd(...input)),
    cancelNow: (...input) => run('cancelNow', () => stripe.cancelNow(...input)),
    previewChange: (...input) => run('previewChange', () => stripe.previewChange(...input)),
    previewRenewal: (...input) => run('previewRenewal', () => stripe.previewRenewal(...input)),
    changeItems: (...input) => run('changeItems', () => stripe.changeItems(...input)),
    scheduleItems: (...input) => run('scheduleItems', () => stripe.scheduleItems(...input)),
    dropPlanned: (...input) => run('dropPlanned', () => stripe.dropPlanned(...input)),
    endBecause: (...input) => run('endBecause', () => stripe.endBecause(...input)),
    listReturned: (...input) => run('listReturned', () => stripe.listReturned(...input)),
    customersOfReturned: (...input) => run('customersOfReturned', () => stripe.customersOfReturned(...input)),
    listInvoices: (...input) => run('listInvoices', () => stripe.listInvoices(...input)),
    customerOf: (...input) => run('customerOf', () => stripe.customerOf(...input)),
    listUndelivered: (...input) => run('listUndelivered', () => stripe.listUndelivered(...input)),
  };
}
