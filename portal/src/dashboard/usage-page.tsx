import { Usage } from '../usage/usage.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/usage`: the usage of this period. */
export default function UsagePage() {
  return (
    <BuyerPage name="usage" titled>
      {() => <Usage />}
    </BuyerPage>
  );
}
