import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/http/views.ts';
import { later } from '../later-pages.tsx';

const OrganizationChoice = later(() => import('./organization-choice.tsx'), 'overview', 'account', 'buyer');

/** The organization of this page, and a way to another one, or to a new one. */
export function OrganizationSwitch({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button button-plain organization-switch"
        aria-haspopup="dialog"
        aria-label={t('shell.switchFrom', { name: account.organization })}
        onClick={() => setOpen(true)}
      >
        <bdi>{account.organization}</bdi>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <OrganizationChoice own={account.id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
