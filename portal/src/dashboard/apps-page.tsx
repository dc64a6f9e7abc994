import { Apps } from '../apps/apps.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/apps`: the apps in which the organization uses data, and what each may use. */
export default function AppsPage() {
  return (
    <BuyerPage name="apps" titled>
      {() => <Apps />}
    </BuyerPage>
  );
}
