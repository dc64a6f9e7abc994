import { accountsOperations } from '../functions/accounts/operations.ts';
import { adminOperations } from '../functions/admin/operations.ts';
import { affiliatesOperations } from '../functions/affiliates/operations.ts';
import { badgePagesOperations } from '../functions/badge-pages/operations.ts';
import { badgesOperations } from '../functions/badges/operations.ts';
import { billingOperations } from '../functions/billing/operations.ts';
import { credentialsOperations } from '../functions/credentials/operations.ts';
import { dataOperations } from '../functions/data/operations.ts';
import { domainsOperations } from '../functions/domains/operations.ts';
import { gatewayOperations } from '../functions/gateway/operations.ts';
import { keysOperations } from '../functions/keys/operations.ts';
import { membersOperations } from '../functions/members/operations.ts';
import { packsOperations } from '../functions/packs/operations.ts';
import { samplesOperations } from '../functions/samples/operations.ts';
import { stripeWebhookOperations } from '../functions/stripe-webhook/operations.ts';
import { trailPagesOperations } from '../functions/trail-pages/operations.ts';
import { verifyOperations } from '../functions/verify/operations.ts';
import { webhooksOperations } from '../functions/webhooks/operations.ts';
import type { Operation } from '../shared/http/operation.ts';

/** The described routes of every function, by the names in `functions/`. */
export const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  data: dataOperations,
  samples: samplesOperations,
  gateway: gatewayOperations,
  keys: keysOperations,
  billing: billingOperations,
  packs: packsOperations,
  webhooks: webhooksOperations,
  badges: badgesOperations,
  domains: domainsOperations,
  affiliates: affiliatesOperations,
  'badge-pages': badgePagesOperations,
  credentials: credentialsOperations,
  members: membersOperations,
  accounts: accountsOperations,
  'trail-pages': trailPagesOperations,
  verify: verifyOperations,
  'stripe-webhook': stripeWebhookOperations,
  admin: adminOperations,
};
