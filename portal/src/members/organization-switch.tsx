import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView, OrganizationView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Tag } from '../ui/tag.tsx';
import { useOrganizations } from './members-api.ts';
import { NewOrganization } from './new-organization.tsx';
import { openOrganization } from './open-organization.ts';

/** The organization of this page, and a way to another one, or to a new one. */
export function OrganizationSwitch({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<'choice' | 'new'>();
  const close = () => setOpened(undefined);
  return (
    <>
      <button
        type="button"
        className="button button-plain organization-switch"
        aria-haspopup="dialog"
        aria-label={t('members.switchFrom', { name: account.organization })}
        onClick={() => setOpened('choice')}
      >
        <bdi>{account.organization}</bdi>
      </button>
      {opened === 'choice' && (
        <Dialog title={t('members.switch')} section="members" onClose={close}>
          <Choices own={account.id} onNew={() => setOpened('new')} onClose={close} />
        </Dialog>
      )}
      {opened === 'new' && (
        <Dialog title={t('members.newOrganization')} section="members" onClose={close}>
          <p className="dialog-body">{t('members.newOrganizationText')}</p>
          <NewOrganization secondary={<Button onClick={close}>{t('common.cancel')}</Button>} />
        </Dialog>
      )}
    </>
  );
}

type ChoicesProps = {
  /** The organization of the page. */
  readonly own: string;
  readonly onNew: () => void;
  readonly onClose: () => void;
};

function Choices({ own, onNew, onClose }: ChoicesProps) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <Loaded query={useOrganizations()} lines={2}>
        {(organizations) => (
          <ul className="rows rows-short">
            {organizations.map((each) => (
              <Choice key={each.id} organization={each} isCurrent={each.id === own} />
            ))}
          </ul>
        )}
      </Loaded>
      <div className="button-row">
        <Button onClick={onNew}>{t('members.newOrganization')}</Button>
        <Button kind="quiet" onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
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
