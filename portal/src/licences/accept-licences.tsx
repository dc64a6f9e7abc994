import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceView } from '../../../shared/http/views.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Note } from '../ui/note.tsx';
import { AcceptanceForm } from './acceptance-form.tsx';
import { LicenceDocument } from './licence-document.tsx';
import { useLicenceTexts } from './licences-api.ts';

type AcceptLicencesProps = { readonly licences: readonly LicenceView[]; readonly onClose: () => void };

/** A dialog with every licence that is to be accepted, and one form for all of them. */
export default function AcceptLicences({ licences, onClose }: AcceptLicencesProps) {
  const { t } = useTranslation();
  const title = licences.length === 1 ? (licences[0]?.title ?? '') : t('licences.acceptTitle');
  return (
    <Dialog title={title} section="licences" onClose={onClose}>
      <LicenceTexts licences={licences} onClose={onClose}>
        <AcceptanceForm licences={licences} onAccepted={onClose} onClose={onClose} />
      </LicenceTexts>
    </Dialog>
  );
}

type LicenceTextsProps = {
  readonly licences: readonly LicenceView[];
  /** Shown once every text was found to match its hash. */
  readonly children: ReactNode;
  readonly onClose: () => void;
};

/** The licence texts, then what accepts them. If a text does not match its hash, there is only a way out. */
export function LicenceTexts({ licences, children, onClose }: LicenceTextsProps) {
  const { t } = useTranslation();
  const texts = useLicenceTexts(licences);
  const areTrue = licences.length === 0 || (texts.data?.every(({ isTrue }) => isTrue) ?? false);
  return (
    <div className="stack">
      {licences.length > 0 && (
        <Loaded query={texts} lines={8}>
          {(all) =>
            licences.map((licence, index) => (
              <LicenceDocument
                key={licence.id}
                licence={licence}
                words={all[index]?.text ?? ''}
                translation={all[index]?.translation ?? null}
                isTitled={licences.length > 1}
              />
            ))
          }
        </Loaded>
      )}
      {areTrue && children}
      {texts.data && !areTrue && <Note tone="bad">{t('licences.mismatch')}</Note>}
      {!areTrue && (
        <div className="button-row">
          <Button onClick={onClose}>{t('common.close')}</Button>
        </div>
      )}
    </div>
  );
}
