import { Members } from '../members/members.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/team`: the members of the organization, and its invitations. */
export default function TeamPage() {
  return (
    <BuyerPage name="team" titled>
      {(account) => <Members account={account} />}
    </BuyerPage>
  );
}
