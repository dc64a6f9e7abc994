import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganizationView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Tag } from '../ui/tag.tsx';
import { useOrganizations } from './members-api.ts';
import { NewOrganization } from './new-organization.tsx';
import { openOrganization } from './open-organization.ts';

type OrganizationChoiceProps = {
  /** The organization of the page. */
  readonly own: string;
  readonly onClose: () => void;
};

/** The dialog in which a person opens another of their organizations, or makes a new one. */
export default function OrganizationChoice({ own, onClose }: OrganizationChoiceProps) {
  const { t } = useTranslation();
  const [isNew, setNew] = useState(false);
  if (isNew)
    return (
      <Dialog key="new" title={t('members.newOrganization')} section="members" onClose={onClose}>
        <p className="dialog-body">{t('members.newOrganizationText')}</p>
        <NewOrganization secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>} />
      </Dialog>
    );
  return (
    <Dialog key="choice" title={t('members.switch')} section="members" onClose={onClose}>
      <Choices own={own} onNew={() => setNew(true)} onClose={onClose} />
    </Dialog>
  );
}

type ChoicesProps = OrganizationChoiceProps & { readonly onNew: () => void };

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
