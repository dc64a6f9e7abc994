import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { remove } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { setSessionHint } from './session-hint.ts';

/** Ends every session of the person, this one too, after a confirmation. It then reloads the page, so that no data of the session stays. */
export function SignOutEverywhere() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const leave = () => {
    setSessionHint(false);
    window.location.assign('/');
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('sessions.everywhere')}</Button>
      {asking && (
        <Confirm
          section="sessions"
          title={t('sessions.everywhereTitle')}
          confirmLabel={t('sessions.everywhere')}
          act={() => remove('/v1/sessions')}
          onDone={leave}
          onClose={() => setAsking(false)}
        >
          <p>{t('sessions.everywhereText')}</p>
        </Confirm>
      )}
    </>
  );
}
