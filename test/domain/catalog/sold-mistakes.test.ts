import { describe } from 'vitest';
import { amount, idAllowed, price, refuses, valid } from './configuration.ts';

describe('a configuration of plans, badges and prices', () => {
  refuses([
    ['a negative amount', -1, ['plans', 0, 'prices', 0, 'amountMinor'], `plans[0].prices[0].amountMinor: ${amount}`],
    ['a fraction of a cent', 0.5, ['plans', 0, 'overage', 'amountMinor'], `plans[0].overage.amountMinor: ${amount}`],
    ['an amount as text', '100', ['plans', 0, 'credit', 'amountMinor'], `plans[0].credit.amountMinor: ${amount}`],
    [
      'an allowance without a unit',
      { amount: 10 },
      ['plans', 0, 'allowance'],
      'plans[0].allowance.unit: must be one of record, request',
    ],
    [
      'an allowance in an unknown unit',
      'byte',
      ['plans', 0, 'allowance', 'unit'],
      'plans[0].allowance.unit: must be one of record, request',
    ],
    [
      'a negative allowance',
      -1,
      ['plans', 0, 'allowance', 'amount'],
      'plans[0].allowance.amount: must be a whole number, 0 or more',
    ],
    ['an id with a capital', 'Basic', ['plans', 0, 'id'], `plans[0].id: ${idAllowed}`],
    [
      'two plans with one id',
      [valid.plans[0], { ...valid.plans[0], prices: [price('other_monthly')] }],
      ['plans'],
      'plans[1].id: "basic" is used before; each must be different',
    ],
    [
      'a plan of an unknown dataset',
      ['tides'],
      ['plans', 0, 'datasets'],
      'plans[0].datasets[0]: "tides" is not known; it must be one of readings',
    ],
    [
      'a public plan without a price',
      [],
      ['plans', 0, 'prices'],
      'plans[0].prices: must have a price, because the plan is public',
    ],
    [
      'a plan without a list of prices',
      undefined,
      ['plans', 0, 'prices'],
      'plans[0].prices: must be a list, which may be empty',
    ],
    [
      'overage without an allowance',
      undefined,
      ['plans', 0, 'allowance'],
      'plans[0].overage: needs an allowance to go beyond',
    ],
    [
      'overage by no units',
      0,
      ['plans', 0, 'overage', 'units'],
      'plans[0].overage.units: must be a whole number, 1 or more',
    ],
    [
      'a misspelt allowance, which would pass for no limit',
      { amount: 1, unit: 'record' },
      ['plans', 0, 'alowance'],
      'plans[0].alowance: is not known; allowed are id, name, description, datasets, prices, allowance, overage, credit, trialDays, availability',
    ],
    [
      'an unknown availability',
      'secret',
      ['plans', 0, 'availability'],
      'plans[0].availability: must be one of public, contact, free',
    ],
    [
      'a price without a lookup key',
      undefined,
      ['plans', 0, 'prices', 0, 'lookupKey'],
      'plans[0].prices[0].lookupKey: must be 1 to 100 lower-case letters, digits or "_"',
    ],
    [
      'a weekly price',
      'week',
      ['plans', 0, 'prices', 0, 'interval'],
      'plans[0].prices[0].interval: must be month or year',
    ],
    [
      'a currency in capitals',
      'USD',
      ['plans', 0, 'prices', 0, 'currency'],
      'plans[0].prices[0].currency: must be a three-letter currency code in lower case',
    ],
    ['plans that are no list', {}, ['plans'], 'plans: must be a list, which may be empty'],
    [
      'a price twice in one currency',
      { usd: 5 },
      ['plans', 0, 'prices', 0, 'currencies'],
      'plans[0].prices[0].currencies.usd: must not be the price’s own currency, which amountMinor is for',
    ],
    [
      'a currency in which going beyond the allowance has no price',
      { eur: 5 },
      ['plans', 0, 'prices', 0, 'currencies'],
      'plans[0].overage.currencies.eur: is missing: the plan is sold in eur too',
    ],
    [
      'an unknown plan in a badge',
      ['gold'],
      ['badges', 0, 'includedInPlans'],
      'badges[0].includedInPlans[0]: "gold" is not known; it must be one of basic',
    ],
    [
      'two prices with one lookup key',
      'basic_monthly',
      ['badges', 0, 'prices', 0, 'lookupKey'],
      'badges[0].prices[0].lookupKey: "basic_monthly" is used before; each must be different',
    ],
    [
      'a price by the seat',
      'seat',
      ['badges', 0, 'prices', 1, 'per'],
      'badges[0].prices[1].per: must be one of affiliate',
    ],
    ['a badge for robots', 'robot', ['badges', 0, 'kind'], 'badges[0].kind: must be person or organization'],
    [
      'a currency by its sign',
      { '€': 5 },
      ['badges', 0, 'prices', 0, 'currencies'],
      'badges[0].prices[0].currencies.€: must be a three-letter currency code in lower case',
    ],
    [
      'a fraction of a cent in another currency',
      { eur: 0.5 },
      ['badges', 0, 'prices', 0, 'currencies'],
      `badges[0].prices[0].currencies.eur: ${amount}`,
    ],
    [
      'no other currencies, said twice',
      {},
      ['badges', 0, 'prices', 0, 'currencies'],
      'badges[0].prices[0].currencies: must be amounts by currency, such as { eur: 92_00 }; leave it out for none',
    ],
  ]);
});
