import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AdminAccountView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { useMay } from './may.ts';

/** The dialogs about an account. */
export type AccountDialog = 'suspend' | 'together';

/** As much of an account as its dialogs need. */
export type Listed = Pick<AdminAccountView, 'id' | 'organization' | 'email' | 'suspended' | 'state'>;

type ActionsProps = { readonly account: Listed; readonly onOpen: (dialog: AccountDialog) => void };

/** Suspend or restore an account, see related organizations, and read its activity: as far as the role includes it. */
export function AccountActions({ account, onOpen }: ActionsProps) {
  const { t } = useTranslation();
  const mayDecide = useMay('support');
  const decision = account.suspended ? 'restore' : 'suspend';
  const name = account.organization || account.email || account.id;
  const isThere = account.state !== 'left';
  return (
    <div className="row-actions">
      {mayDecide && isThere && (
        <Button label={t(`operator.suspension.${decision}One`, { name })} onClick={() => onOpen('suspend')}>
          {t(`operator.suspension.${decision}`)}
        </Button>
      )}
      {isThere && (
        <Button label={t('operator.together.openOne', { name })} onClick={() => onOpen('together')}>
          {t('operator.together.open')}
        </Button>
      )}
      <Link
        to={`/console/trail?account=${encodeURIComponent(account.id)}`}
        aria-label={t('operator.trail.openOne', { name })}
      >
        {t('operator.trail.open')}
      </Link>
    </div>
  );
}
