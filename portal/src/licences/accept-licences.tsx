import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import type { LicenceView } from '../../../shared/http/views.ts';
import { post } from '../api/client.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Consent } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Note } from '../ui/note.tsx';
import { LicenceDocument } from './licence-document.tsx';
import { useLicences, useLicenceTexts } from './licences-api.ts';

type AcceptLicencesProps = { readonly licences: readonly LicenceView[]; readonly onClose: () => void };

/** A dialog with every text that waits, and one form for all of them. */
export function AcceptLicences({ licences, onClose }: AcceptLicencesProps) {
  const { t } = useTranslation();
  const title = licences.length === 1 ? (licences[0]?.title ?? '') : t('licences.acceptTitle');
  return (
    <Dialog title={title} section="licences" onClose={onClose}>
      <LicencesToAccept licences={licences} onAccepted={onClose} onClose={onClose} />
    </Dialog>
  );
}

type LicencesToAcceptProps = AcceptLicencesProps & { readonly onAccepted: () => void };

/** The texts, then who accepts them and as what, asked once. Not offered when a text is not the one its hash names. */
export function LicencesToAccept({ licences, onAccepted, onClose }: LicencesToAcceptProps) {
  const { t } = useTranslation();
  const texts = useLicenceTexts(licences);
  const areTrue = texts.data?.every(({ isTrue }) => isTrue) ?? false;
  return (
    <div className="stack">
      <Loaded query={texts} lines={8}>
        {(all) =>
          licences.map((licence, index) => (
            <LicenceDocument
              key={licence.id}
              licence={licence}
              words={all[index]?.text ?? ''}
              isTitled={licences.length > 1}
            />
          ))
        }
      </Loaded>
      {areTrue && <Acceptance licences={licences} onAccepted={onAccepted} onClose={onClose} />}
      {texts.data && !areTrue && <Note tone="bad">{t('licences.mismatch')}</Note>}
      {!areTrue && (
        <div className="button-row">
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      )}
    </div>
  );
}

function Acceptance({ licences, onAccepted, onClose }: LicencesToAcceptProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const before = useLicences().data?.find(({ accepted }) => accepted)?.accepted;
  const accept = async ({ name = '', role = '' }: Record<string, string>) => {
    for (const { id, version, sha256 } of licences) await post('/v1/licences', { id, version, sha256, name, role });
    await client.invalidateQueries({ queryKey: ['licences'] });
    onAccepted();
    announce(t('licences.saved'));
  };
  return (
    <Form
      submitLabel={t('licences.accept')}
      onSubmit={accept}
      secondary={<Button onClick={onClose}>{t('common.cancel')}</Button>}
    >
      <div className="field-pair">
        <Field
          name="name"
          label={t('licences.name')}
          autoComplete="name"
          defaultValue={before?.name}
          maxLength={fieldLimits.acceptedBy}
          required
        />
        <Field
          name="role"
          label={t('licences.role')}
          hint={t('licences.roleHint')}
          autoComplete="organization-title"
          defaultValue={before?.role}
          maxLength={fieldLimits.acceptedBy}
          required
        />
      </div>
      <Consent name="consent" label={t('licences.consent', { count: licences.length })} />
    </Form>
  );
}
