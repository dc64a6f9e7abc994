import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleOrganizationView } from '../../../../shared/http/views.ts';
import { post } from '../../api/client.ts';
import { startViewing } from '../../api/viewing.ts';
import { Button } from '../../ui/button.tsx';
import { useMay } from '../may.ts';
import { ReasonDialog } from '../reason-form.tsx';

/** The button of `SeeAsBuyer`, for operators whose role includes it. */
export function SeeAsBuyerButton({ organization }: Pick<SeeAsBuyerProps, 'organization'>) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  if (!useMay('support') || organization.state === 'left') return null;
  return (
    <div className="button-row">
      <Button onClick={() => setOpen(true)}>{t('buyerView.open')}</Button>
      {isOpen && <SeeAsBuyer organization={organization} onClose={() => setOpen(false)} />}
    </div>
  );
}

type SeeAsBuyerProps = { readonly organization: ConsoleOrganizationView; readonly onClose: () => void };

/** Opens the buyer's dashboard in this tab for an hour, to read. The reason stands in the organization's trail. */
function SeeAsBuyer({ organization: { id, name, email }, onClose }: SeeAsBuyerProps) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      title={t('buyerView.openOne', { name: name || email })}
      section="organization"
      submitLabel={t('buyerView.open')}
      hint={t('buyerView.reasonHint')}
      act={(reason) => post(`/v1/admin/accounts/${encodeURIComponent(id)}/view`, { reason })}
      onDone={() => startViewing(id)}
      onClose={onClose}
    >
      <p>{t('buyerView.text')}</p>
    </ReasonDialog>
  );
}
