import { Webhooks } from '../webhooks/webhooks.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/webhooks`: the addresses that are told of events. */
export default function WebhooksPage() {
  return (
    <BuyerPage name="webhooks" titled>
      {() => <Webhooks path="/v1/webhooks" />}
    </BuyerPage>
  );
}
