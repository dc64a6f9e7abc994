import { Badges } from '../badges/badges.tsx';
import { Affiliations } from '../organizations/affiliations.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/badges`: the organization's badges, and the organizations that it is an affiliate of. */
export default function BadgesPage() {
  return (
    <BuyerPage name="badges" titled>
      {() => (
        <>
          <Badges />
          <Affiliations />
        </>
      )}
    </BuyerPage>
  );
}
