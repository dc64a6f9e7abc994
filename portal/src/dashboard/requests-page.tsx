import { RequestLog } from '../requests/request-log.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/requests`: the log of requests. */
export default function RequestsPage() {
  return (
    <BuyerPage name="requests" titled>
      {() => <RequestLog />}
    </BuyerPage>
  );
}
