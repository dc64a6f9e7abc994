import { Statements } from '../evidence/statements.tsx';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/evidence`: signed statements of what was read. */
export default function EvidencePage() {
  return (
    <BuyerPage name="evidence" titled>
      {() => <Statements />}
    </BuyerPage>
  );
}
