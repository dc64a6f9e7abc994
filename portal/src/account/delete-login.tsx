import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useDeletion } from './own-data-api.ts';

/** Deletes the person's account, which is apart from any organization. The API refuses the last owner of one, and names it. */
export function DeleteLogin({ hold }: Pick<AccountView, 'hold'>) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const { deleteLogin, leave } = useDeletion();
  const close = () => setAsking(false);
  return (
    <>
      <div className="button-row">
        <Button onClick={() => setAsking(true)}>{t('ownData.deleteLogin')}</Button>
      </div>
      {isAsking && (
        <Confirm
          section="own-data"
          title={t('ownData.deleteLoginTitle')}
          confirmLabel={t('ownData.deleteLogin')}
          act={deleteLogin}
          onDone={() => void leave(t('ownData.loginDeleted'), close)}
          onClose={close}
        >
          <div className="stack">
            <p>{t('ownData.deleteLoginText')}</p>
            <p>{t('ownData.loginKept')}</p>
            <p>{t('ownData.lastOwner')}</p>
            <p>{t('ownData.backups')}</p>
            {hold && <p>{t('ownData.loginHeld')}</p>}
          </div>
        </Confirm>
      )}
    </>
  );
}
