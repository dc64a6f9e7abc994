import { Usage } from '../usage/usage.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/usage`: where records went. */
export default function UsagePage() {
  return (
    <BuyerPage name="usage" titled>
      {(account) => <Usage account={account} />}
    </BuyerPage>
  );
}
