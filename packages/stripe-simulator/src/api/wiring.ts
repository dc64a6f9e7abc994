import type { Route } from '../http/route.ts';
import { accountRoutes } from './account.ts';
import { accountSetupRoutes } from './account-setup.ts';
import { checkoutRoutes } from './checkout-sessions.ts';
import { couponRoutes } from './coupons.ts';
import { customerBalanceRoutes } from './customer-balance.ts';
import { customerRoutes } from './customers.ts';
import { eventDestinationRoutes } from './event-destinations.ts';
import { eventRoutes } from './events.ts';
import { invoiceRoutes } from './invoices.ts';
import { meterEventRoutes } from './meter-events.ts';
import { meterRoutes } from './meters.ts';
import { paymentMethodRoutes } from './payment-methods.ts';
import { paymentRoutes } from './payments.ts';
import { portalRoutes } from './portal.ts';
import { priceRoutes } from './prices.ts';
import { productRoutes } from './products.ts';
import { promotionCodeRoutes } from './promotion-codes.ts';
import { refundRoutes } from './refunds.ts';
import { scheduleRoutes } from './subscription-schedules.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { taxIdRoutes } from './tax-ids.ts';
import { taxSettingsRoutes } from './tax-settings.ts';
import { testClockRoutes } from './test-clocks.ts';
import { webhookEndpointRoutes } from './webhook-endpoints.ts';

/** Every endpoint of Stripe's API that the simulator has. */
export const routes: readonly Route[] = [
  ...accountRoutes,
  ...accountSetupRoutes,
  ...checkoutRoutes,
  ...couponRoutes,
  ...customerRoutes,
  ...customerBalanceRoutes,
  ...eventDestinationRoutes,
  ...eventRoutes,
  ...invoiceRoutes,
  ...meterEventRoutes,
  ...meterRoutes,
  ...paymentMethodRoutes,
  ...paymentRoutes,
  ...portalRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...promotionCodeRoutes,
  ...refundRoutes,
  ...scheduleRoutes,
  ...subscriptionRoutes,
  ...taxIdRoutes,
  ...taxSettingsRoutes,
  ...testClockRoutes,
  ...webhookEndpointRoutes,
];
