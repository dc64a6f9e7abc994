import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { applyForBadge, handlePattern } from './badges-api.ts';

/** The profile that is reviewed. */
export function ApplyForBadge({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const apply = async ({ kind, handle = '', displayName = '', url = '', picture }: Record<string, string>) => {
    const profile = { handle, displayName, url, ...(picture && { picture }) };
    await applyForBadge({ kind: kind === 'organization' ? 'organization' : 'person', ...profile });
    await client.invalidateQueries({ queryKey: ['badges'] });
    onClose();
    announce(t('badges.applied'));
  };
  return (
    <Dialog title={t('badges.apply')} section="badges" onClose={onClose}>
      <Form
        submitLabel={t('badges.submit')}
        onSubmit={apply}
        secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
      >
        <Choice
          name="kind"
          legend={t('badges.kindLegend')}
          options={[
            { value: 'person', label: t('badges.kind.person') },
            { value: 'organization', label: t('badges.kind.organization') },
          ]}
        />
        <Field name="displayName" label={t('badges.displayName')} maxLength={100} required />
        <Field
          name="handle"
          label={t('badges.handle')}
          hint={t('badges.handleHint')}
          pattern={handlePattern}
          title={t('badges.handleHint')}
          autoCapitalize="none"
          spellCheck={false}
          required
          dir="ltr"
        />
        <Field name="url" type="url" label={t('badges.url')} placeholder="https://" required dir="ltr" />
        <Field name="picture" type="url" label={t('badges.picture')} placeholder="https://" dir="ltr" />
      </Form>
    </Dialog>
  );
}
