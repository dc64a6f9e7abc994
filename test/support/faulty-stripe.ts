import { type StripeGateway, StripeUnavailable } from '../../shared/stripe/gateway.ts';
import type { UsageGateway } from '../../shared/stripe/usage.ts';
import type { FaultyCalls } from './faulty-calls.ts';

/** The gateway with calls that may get no answer. */
export function faultyStripe(stripe: StripeGateway, calls: FaultyCalls): StripeGateway {
  const run = <T>(name: string, make: () => Promise<T>) =>
    calls.run({ name: `stripe ${name}`, unavailable: () => new StripeUnavailable(new Error('injected')) }, make);
  return {
    createCustomer: (...input) => run('createCustomer', () => stripe.createCustomer(...input)),
    setCustomerEmail: (...input) => run('setCustomerEmail', () => stripe.setCustomerEmail(...input)),
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
    cardsOf: (...input) => run('cardsOf', () => stripe.cardsOf(...input)),
    listAll: (...input) => run('listAll', () => stripe.listAll(...input)),
    cancelAtPeriodEnd: (...input) => run('cancelAtPeriodEnd', () => stripe.cancelAtPeriodEnd(...input)),
    cancelNow: (...input) => run('cancelNow', () => stripe.cancelNow(...input)),
    previewChange: (...input) => run('previewChange', () => stripe.previewChange(...input)),
    previewRenewal: (...input) => run('previewRenewal', () => stripe.previewRenewal(...input)),
    changeItems: (...input) => run('changeItems', () => stripe.changeItems(...input)),
    scheduleItems: (...input) => run('scheduleItems', () => stripe.scheduleItems(...input)),
    dropPlanned: (...input) => run('dropPlanned', () => stripe.dropPlanned(...input)),
    completeChange: (...input) => run('completeChange', () => stripe.completeChange(...input)),
    endBecause: (...input) => run('endBecause', () => stripe.endBecause(...input)),
    refund: (...input) => run('refund', () => stripe.refund(...input)),
    restoreTax: (...input) => run('restoreTax', () => stripe.restoreTax(...input)),
    finalizeDrafts: (...input) => run('finalizeDrafts', () => stripe.finalizeDrafts(...input)),
    listReturned: (...input) => run('listReturned', () => stripe.listReturned(...input)),
    listRefunds: (...input) => run('listRefunds', () => stripe.listRefunds(...input)),
    createTopUp: (...input) => run('createTopUp', () => stripe.createTopUp(...input)),
    savedCard: (...input) => run('savedCard', () => stripe.savedCard(...input)),
    chargeTopUp: (...input) => run('chargeTopUp', () => stripe.chargeTopUp(...input)),
    listTopUps: (...input) => run('listTopUps', () => stripe.listTopUps(...input)),
    customersOfReturned: (...input) => run('customersOfReturned', () => stripe.customersOfReturned(...input)),
    listInvoices: (...input) => run('listInvoices', () => stripe.listInvoices(...input)),
    listPayments: (...input) => run('listPayments', () => stripe.listPayments(...input)),
    paidInvoice: (...input) => run('paidInvoice', () => stripe.paidInvoice(...input)),
    refundInvoice: (...input) => run('refundInvoice', () => stripe.refundInvoice(...input)),
    offerPrice: (...input) => run('offerPrice', () => stripe.offerPrice(...input)),
    giveCredit: (...input) => run('giveCredit', () => stripe.giveCredit(...input)),
    customerOf: (...input) => run('customerOf', () => stripe.customerOf(...input)),
    listUndelivered: (...input) => run('listUndelivered', () => stripe.listUndelivered(...input)),
  };
}

/** The gateway of usage reports with calls that may get no answer. */
export function faultyUsage(usage: UsageGateway, calls: FaultyCalls): UsageGateway {
  const run = <T>(name: string, make: () => Promise<T>) =>
    calls.run({ name: `stripe ${name}`, unavailable: () => new StripeUnavailable(new Error('injected')) }, make);
  return {
    setOverage: (...input) => run('setOverage', () => usage.setOverage(...input)),
    report: (...input) => run('report', () => usage.report(...input)),
    reported: (...input) => run('reported', () => usage.reported(...input)),
    invoiceOf: (...input) => run('invoiceOf', () => usage.invoiceOf(...input)),
    takeOff: (...input) => run('takeOff', () => usage.takeOff(...input)),
    collect: (...input) => run('collect', () => usage.collect(...input)),
  };
}
