import type { RuleExamples } from './example.ts';
import { checkoutExamples } from './money/checkout.ts';
import { currencyExamples } from './money/currencies.ts';
import { discountExamples } from './money/discounts.ts';
import { invoiceExamples } from './money/invoices.ts';
import { paymentExamples } from './money/payments.ts';
import { taxExamples } from './money/tax.ts';

export const moneyExamples = {
  ...paymentExamples,
  ...checkoutExamples,
  ...invoiceExamples,
  ...taxExamples,
  ...currencyExamples,
  ...discountExamples,
} satisfies RuleExamples;
