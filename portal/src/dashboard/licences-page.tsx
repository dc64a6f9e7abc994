import { Licences } from '../licences/licences.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/licences`: the licences that were accepted, and those that wait. */
export default function LicencesPage() {
  return (
    <BuyerPage name="licences" titled>
      {() => <Licences />}
    </BuyerPage>
  );
}
