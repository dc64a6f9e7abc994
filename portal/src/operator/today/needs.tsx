import type { TodayView } from '../../../../shared/http/views.ts';
import { FailingOrganizations } from './failing-organizations.tsx';
import { FailingWebhooks } from './failing-webhooks.tsx';
import { StuckEvents } from './stuck-events.tsx';
import { Waiting } from './waiting.tsx';

/** All that needs somebody, failing payments first. */
export const Needs = ({ today }: { readonly today: TodayView }) => (
  <>
    <FailingOrganizations failing={today.failing} />
    <StuckEvents events={today.events} />
    <FailingWebhooks webhooks={today.webhooks} />
    <Waiting today={today} />
  </>
);
