import { checkoutRules } from './money/checkout.ts';
import { currencyRules } from './money/currencies.ts';
import { discountRules } from './money/discounts.ts';
import { invoiceRules } from './money/invoices.ts';
import { paymentRules } from './money/payments.ts';
import { taxRules } from './money/tax.ts';
import type { Rule } from './rule.ts';

/** Rules about payments, Checkout, invoices, taxes, currencies and discounts. */
export const moneyRules = [
  ...paymentRules,
  ...checkoutRules,
  ...invoiceRules,
  ...taxRules,
  ...currencyRules,
  ...discountRules,
] as const satisfies readonly Rule[];
