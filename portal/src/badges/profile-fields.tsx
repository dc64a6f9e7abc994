import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { BadgeView } from '../../../shared/http/views.ts';
import { Field } from '../ui/field.tsx';

type ProfileFieldsProps = {
  /** The present profile, if this is a change. */
  readonly profile?: Pick<BadgeView, 'displayName' | 'url'>;
  /** Fields between the name and the website. */
  readonly children?: ReactNode;
};

/** The name and the website that a badge is for, under `displayName` and `url`. */
export function ProfileFields({ profile, children }: ProfileFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        name="displayName"
        label={t('badges.displayName')}
        defaultValue={profile?.displayName}
        maxLength={fieldLimits.displayName}
        required
        dir="auto"
      />
      {children}
      <Field
        name="url"
        type="url"
        label={t('badges.url')}
        defaultValue={profile?.url}
        maxLength={fieldLimits.webAddress}
        placeholder="https://"
        required
        dir="ltr"
      />
    </>
  );
}
