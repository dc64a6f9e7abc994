import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, OrganizationView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Tag } from '../ui/tag.tsx';
import { useOrganizations } from './members-api.ts';
import { openOrganization } from './open-organization.ts';

/** The organization of this page, and a way to another one; nothing for a person with one organization. */
export function OrganizationSwitch({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const organizations = useOrganizations(true).data ?? [];
  const [isOpen, setOpen] = useState(false);
  if (organizations.length < 2) return null;
  return (
    <>
      <button
        type="button"
        className="button button-plain organization-switch"
        aria-haspopup="dialog"
        aria-label={t('members.switchFrom', { name: account.organization })}
        onClick={() => setOpen(true)}
      >
        <bdi>{account.organization}</bdi>
      </button>
      {isOpen && (
        <Dialog title={t('members.switch')} section="members" onClose={() => setOpen(false)}>
          <div className="stack">
            <ul className="rows">
              {organizations.map((each) => (
                <Choice key={each.id} organization={each} isCurrent={each.id === account.id} />
              ))}
            </ul>
            <div className="button-row">
              <Button onClick={() => setOpen(false)}>{t('common.close')}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
}

type ChoiceProps = { readonly organization: OrganizationView; readonly isCurrent: boolean };

function Choice({ organization: { id, name, role }, isCurrent }: ChoiceProps) {
  const { t } = useTranslation();
  return (
    <li aria-current={isCurrent || undefined}>
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className="small">{t(`members.role.${role}`)}</span>
      </div>
      {isCurrent ? (
        <Tag tone="good">{t('members.current')}</Tag>
      ) : (
        <Button label={t('members.openOne', { name })} onClick={() => openOrganization(id)}>
          {t('members.open')}
        </Button>
      )}
    </li>
  );
}
