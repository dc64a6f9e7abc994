import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { ConsoleOrganizationView } from '../../../../shared/http/views.ts';
import { Menu } from '../../ui/menu.tsx';
import { useMayDo } from '../may.ts';
import type { ActProps } from './act-form.tsx';
import { type Act, actIn, actNames, acts, isDangerous, isPossible } from './act-names.ts';
import { EndComp, GiveComp } from './comp.tsx';
import { Decide, RevokeKey } from './decide.tsx';
import { GiveCredit, GiveUnits } from './give.tsx';
import { Limits } from './limits.tsx';
import { PrivatePrice, WithdrawPrice } from './private-price.tsx';
import { Refund } from './refund.tsx';
import { ReleaseUnits } from './release-units.tsx';

/** The acts that an operator's role includes and that have anything to be done to. */
function useOffered(organization: ConsoleOrganizationView): readonly Act[] {
  const mayDo = useMayDo();
  return actNames.filter((act) => mayDo(acts[act]) && isPossible(act, organization));
}

/** Opens the dialog of an act, by the address. */
export function useOpenAct() {
  const [params, setParams] = useSearchParams();
  return (act: Act | null) => {
    const next = new URLSearchParams(params);
    if (act) next.set('act', act);
    else next.delete('act');
    setParams(next, { replace: act === null, preventScrollReset: true });
  };
}

/** The menu of acts on an organization, and the dialog that the address asks for. */
export function Acts({ organization }: { readonly organization: ConsoleOrganizationView }) {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const open = useOpenAct();
  const offered = useOffered(organization);
  const asked = actIn(params);
  const items = offered.map((act) => ({ id: act, label: t(`acts.${act}.name`), isDangerous: isDangerous(act) }));
  return (
    <>
      {items.length > 0 && <Menu label={t('acts.menu')} items={items} onChoose={({ id }) => open(id)} />}
      {asked && offered.includes(asked) && (
        <ActDialog act={asked} organization={organization} onClose={() => open(null)} />
      )}
    </>
  );
}

function ActDialog({ act, ...props }: ActProps & { readonly act: Act }) {
  switch (act) {
    case 'refund':
      return <Refund {...props} />;
    case 'credit':
      return <GiveCredit {...props} />;
    case 'units':
      return <GiveUnits {...props} />;
    case 'comp':
      return <GiveComp {...props} />;
    case 'endComp':
      return <EndComp {...props} />;
    case 'price':
      return <PrivatePrice {...props} />;
    case 'withdrawPrice':
      return <WithdrawPrice {...props} />;
    case 'limits':
      return <Limits {...props} />;
    case 'revokeKey':
      return <RevokeKey {...props} />;
    case 'releaseUnits':
      return <ReleaseUnits {...props} />;
    case 'newCustomer':
    case 'suspend':
    case 'restore':
    case 'hold':
    case 'release':
      return <Decide act={act} {...props} />;
  }
}
