import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import type { CreatedKeyView, KeyView } from '../../../shared/http/views.ts';
import { useAppName, useApps } from '../apps/apps-api.ts';
import { DeclareNotice } from '../apps/declare-notice.tsx';
import { useFormat } from '../i18n/format.ts';
import { Allowed, NotAllowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { KeyRow } from './key-row.tsx';
import { useKeys } from './keys-api.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { RevokeKey } from './revoke-key.tsx';

/** Keys: list, create with a secret shown once, revoke. The hash `#new` opens the dialog of a new key. */
export function Keys({ onCreated }: { readonly onCreated: (key: CreatedKeyView) => void }) {
  const { t } = useTranslation();
  const keys = useKeys();
  const apps = useApps().data ?? [];
  const nameOf = useAppName();
  const appOf = (key: KeyView) => {
    const app = apps.length > 1 && apps.find(({ id }) => id === key.app);
    return app ? nameOf(app) : undefined;
  };
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(hash === '#new');
  const closeNew = () => {
    setCreating(false);
    if (hash === '#new') void navigate('/app/keys', { replace: true });
  };
  const [revoking, setRevoking] = useState<KeyView>();
  const create = (
    <Allowed to="technical">
      <Button kind="primary" onClick={() => setCreating(true)}>
        {t('keys.create')}
      </Button>
    </Allowed>
  );
  return (
    <Section id="keys" title={t('keys.title')} lead={t('keys.lead')} actions={create}>
      <NotAllowed to="technical" />
      <DeclareNotice />
      <Loaded query={keys} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('keys.none')}</p>
          ) : (
            <KeyLists keys={items} appOf={appOf} onRevoke={setRevoking} />
          )
        }
      </Loaded>
      {(keys.data ?? []).length > 0 && (
        <p className="small">
          <Link to="/app/apps">{t('apps.manage')}</Link>
        </p>
      )}
      {creating && <NewKeyDialog onCreated={onCreated} onClose={closeNew} />}
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </Section>
  );
}

type KeyListsProps = {
  readonly keys: readonly KeyView[];
  readonly appOf: (key: KeyView) => string | undefined;
  readonly onRevoke: (key: KeyView) => void;
};

/** The keys that were made to stay, and folded below them those of pages. */
function KeyLists({ keys, appOf, onRevoke }: KeyListsProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const rowsOf = (those: readonly KeyView[]) => (
    <ul className="rows">
      {those.map((key) => (
        <KeyRow key={key.id} apiKey={key} app={appOf(key)} onRevoke={() => onRevoke(key)} />
      ))}
    </ul>
  );
  const stay = keys.filter(({ purpose }) => purpose === null);
  const ofPages = keys.filter(({ purpose }) => purpose === 'browser');
  return (
    <>
      {stay.length > 0 ? rowsOf(stay) : <p className="empty">{t('keys.none')}</p>}
      {ofPages.length > 0 && (
        <details>
          <summary>{t('keys.browserKeys', { count: ofPages.length, formatted: number(ofPages.length) })}</summary>
          <p className="small">{t('keys.browserHint')}</p>
          {rowsOf(ofPages)}
        </details>
      )}
    </>
  );
}
