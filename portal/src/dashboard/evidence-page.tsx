import { Statements } from '../evidence/statements.tsx';
import { Allowed } from '../members/allowed.tsx';
import { Packs } from '../packs/packs.tsx';
import { ownPacks } from '../packs/packs-api.ts';
import { BuyerPage } from './buyer-page.tsx';

/** `/app/evidence`: signed statements of what was read, and packs of all evidence of a period. */
export default function EvidencePage() {
  return (
    <BuyerPage name="evidence" titled>
      {() => (
        <>
          <Statements />
          <Allowed to="money">
            <Packs path={ownPacks} />
          </Allowed>
        </>
      )}
    </BuyerPage>
  );
}
