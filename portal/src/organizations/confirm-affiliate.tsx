import { useTranslation } from 'react-i18next';
import type { AffiliateView } from '../../../shared/http/views.ts';
import { Picture } from '../badges/picture.tsx';
import { announce } from '../ui/announcer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { OutsideLink } from '../ui/outside-link.tsx';
import { useAffiliateActions } from './organizations-api.ts';

type ConfirmAffiliateProps = {
  readonly handle: string;
  readonly affiliate: AffiliateView;
  readonly profile: NonNullable<AffiliateView['toConfirm']>;
  readonly onClose: () => void;
};

/** Shows the changed profile of an affiliate before the organization vouches for it. It confirms exactly the version that was shown. */
export function ConfirmAffiliate({ handle, affiliate, profile, onClose }: ConfirmAffiliateProps) {
  const { t } = useTranslation();
  const { confirm } = useAffiliateActions(handle);
  const { id, displayName, email } = affiliate;
  const finish = () => {
    onClose();
    announce(t('affiliates.confirmed'));
  };
  return (
    <Confirm
      section="affiliates"
      kind="primary"
      title={t('affiliates.confirmOne', { name: displayName ?? email })}
      confirmLabel={t('affiliates.confirm')}
      act={() => confirm(id, profile.version)}
      onDone={finish}
      onClose={onClose}
    >
      <p>{t('affiliates.confirmText')}</p>
      <Picture src={profile.pictureUrl} />
      <p>
        <strong>
          <bdi>{displayName}</bdi>
        </strong>{' '}
        <bdi dir="ltr">@{affiliate.handle}</bdi>
      </p>
      <p>
        <OutsideLink href={profile.url} />
      </p>
    </Confirm>
  );
}
