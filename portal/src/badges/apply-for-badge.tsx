import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Form } from '../ui/form.tsx';
import { useBadgeActions } from './badges-api.ts';
import { HandleField } from './handle-field.tsx';
import { kindsOf } from './kinds.ts';
import { type PickedPicture, PictureField } from './picture-field.tsx';
import { ProfileFields } from './profile-fields.tsx';

/** The form of an application: the profile that an operator reviews. */
export function ApplyForBadge({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { apply } = useBadgeActions();
  const [picture, setPicture] = useState<PickedPicture>();
  const send = async ({ kind, handle = '', displayName = '', url = '' }: Record<string, string>) => {
    await apply({ kind: kind as BadgeView['kind'], handle, displayName, url, ...(picture && { picture }) });
    onClose();
    announce(t('badges.applied'));
  };
  return (
    <Dialog title={t('badges.apply')} section="badges" onClose={onClose}>
      <Form
        submitLabel={t('badges.submit')}
        onSubmit={send}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <Kinds />
        <ProfileFields>
          <HandleField />
        </ProfileFields>
        <PictureField onPick={setPicture} />
      </Form>
    </Dialog>
  );
}

function Kinds() {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const options = kindsOf(catalog).map((kind) => ({
    value: kind,
    label: t(`badges.kind.${kind}`),
    hint: t(`badges.kindHint.${kind}`),
  }));
  return <Choice key={options.length} name="kind" legend={t('badges.kindLegend')} options={options} />;
}
