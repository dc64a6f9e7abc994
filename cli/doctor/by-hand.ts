import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { byHand, dashboard, type Line } from './line.ts';

/** The settings of the account for which Stripe has no API, with the value that the catalogue expects. */
export function linesWithoutApi({ settings }: Catalog): Line[] {
  const { graceDays, onDispute } = settings;
  return [
    byHand(
      'Invoice finalization',
      'leave the delay at 1 hour or more. Usage that is reported later is billed with the next period, or listed as lost.',
      dashboard.invoices,
    ),
    byHand(
      'Email finalized invoices',
      settings.byInvoice
        ? 'turn it on: settings.byInvoice sells by invoice, and without it nobody gets one by email.'
        : 'off is right: cards are charged without an invoice by email.',
      dashboard.invoices,
    ),
    byHand(
      'Retries',
      `after the last one Stripe has to cancel the subscription, or mark it unpaid. Access ends ${graceDays} days after a failed payment (graceDays), so retries should end by then.`,
      dashboard.retries,
    ),
    byHand(
      'Disputes',
      `have Stripe leave disputed subscriptions alone: settings.onDispute (${onDispute}) decides about them.`,
      dashboard.disputes,
    ),
  ];
}
