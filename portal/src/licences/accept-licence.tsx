import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { LicenceView } from '../../../shared/http/views.ts';
import { post } from '../api/client.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Consent } from '../ui/choice.tsx';
import { Code } from '../ui/code.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Note } from '../ui/note.tsx';
import { useLicenceText } from './licences-api.ts';

type AcceptLicenceProps = { readonly licence: LicenceView; readonly onClose: () => void };

/** The text, then who accepts it and as what. Not offered when the text is not the one its hash names. */
export function AcceptLicence({ licence, onClose }: AcceptLicenceProps) {
  const { t } = useTranslation();
  const text = useLicenceText(licence);
  return (
    <Dialog title={licence.title} section="licences" onClose={onClose}>
      <Loaded query={text} lines={8}>
        {({ text: words, isTrue }) => (
          <div className="stack">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
            <section className="licence-text" dir="auto" tabIndex={0} aria-label={t('licences.text')}>
              {words}
            </section>
            <p className="small hash">
              {t('licences.hash')} <Code>{licence.sha256}</Code>
            </p>
            {isTrue ? (
              <Acceptance licence={licence} onClose={onClose} />
            ) : (
              <Note tone="bad">{t('licences.mismatch')}</Note>
            )}
          </div>
        )}
      </Loaded>
      {!text.data?.isTrue && <Button onClick={onClose}>{t('common.close')}</Button>}
    </Dialog>
  );
}

function Acceptance({ licence, onClose }: AcceptLicenceProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const accept = async ({ name = '', role = '' }: Record<string, string>) => {
    const { id, version, sha256 } = licence;
    await post('/v1/licences', { id, version, sha256, name, role });
    await client.invalidateQueries({ queryKey: ['licences'] });
    onClose();
    announce(t('licences.saved'));
  };
  return (
    <Form
      submitLabel={t('licences.accept')}
      onSubmit={accept}
      secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
    >
      <div className="field-pair">
        <Field name="name" label={t('licences.name')} autoComplete="name" maxLength={fieldLimits.acceptedBy} required />
        <Field
          name="role"
          label={t('licences.role')}
          hint={t('licences.roleHint')}
          autoComplete="organization-title"
          maxLength={fieldLimits.acceptedBy}
          required
        />
      </div>
      <Consent name="consent" label={t('licences.consent')} />
    </Form>
  );
}
