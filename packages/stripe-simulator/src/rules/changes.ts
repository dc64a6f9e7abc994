import { pendingUpdateRules } from './pending-updates.ts';
import { prorationRules } from './prorations.ts';
import { scheduleRules } from './schedules.ts';
import { subscriptionRules } from './subscriptions.ts';

/** Rules about subscriptions, and about changes of them. */
export const changeRules = [...subscriptionRules, ...pendingUpdateRules, ...prorationRules, ...scheduleRules] as const;
