import { useTranslation } from 'react-i18next';
import type { AffiliateView } from '../../../shared/http/views.ts';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useAffiliateActions } from './organizations-api.ts';

type RemoveAffiliateProps = {
  readonly handle: string;
  readonly affiliate: AffiliateView;
  readonly onClose: () => void;
};

/** Asks for confirmation, then removes an affiliate or an invitation. */
export function RemoveAffiliate({ handle, affiliate, onClose }: RemoveAffiliateProps) {
  const { t } = useTranslation();
  const { remove } = useAffiliateActions(handle);
  const finish = () => {
    onClose();
    announce(t('affiliates.removed'));
  };
  return (
    <Confirm
      section="affiliates"
      title={t('affiliates.removeTitle', { name: affiliate.displayName ?? affiliate.email })}
      confirmLabel={t('affiliates.remove')}
      act={() => remove(affiliate.id)}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('affiliates.removeText')}</p>
    </Confirm>
  );
}
