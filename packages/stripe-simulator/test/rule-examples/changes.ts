import { pendingUpdateExamples } from './pending.ts';
import { prorationExamples } from './prorations.ts';
import { scheduleExamples } from './schedules.ts';
import { subscriptionExamples } from './subscription-life.ts';

export const changeExamples = {
  ...subscriptionExamples,
  ...pendingUpdateExamples,
  ...prorationExamples,
  ...scheduleExamples,
};
