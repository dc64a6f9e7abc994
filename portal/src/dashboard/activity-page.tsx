import { Activity } from '../activity/activity.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/activity`: the organization's own trail. */
export default function ActivityPage() {
  return (
    <BuyerPage name="activity" titled>
      {() => <Activity />}
    </BuyerPage>
  );
}
