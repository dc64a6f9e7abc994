import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../keys/keys-api.ts';
import { later } from '../later-pages.tsx';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { DaysLeft } from './days-left.tsx';
import { isOpen, useLicences } from './licences-api.ts';

const AcceptLicences = later(() => import('./accept-licences.tsx'), 'overview', 'buyer');

/** Announces a licence's new version before its day. After the day, it says that keys have stopped if nobody accepted the version. */
export function LicenceNotice() {
  const licences = useLicences().data ?? [];
  const hasKeys = (useKeys().data ?? []).some(({ revokedAt }) => revokedAt === null);
  const [opened, setOpened] = useState(false);
  const open = licences.filter(isOpen);
  const told = open.filter(({ required }) => !required || hasKeys);
  return (
    <>
      {told.map((licence) => (
        <Change key={`${licence.id} ${licence.version}`} licence={licence} onOpen={() => setOpened(true)} />
      ))}
      {opened && open.length > 0 && (
        <Suspense fallback={null}>
          <AcceptLicences licences={open} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}

function Change({ licence, onOpen }: { readonly licence: LicenceView; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { date, isolate } = useFormat();
  const { title, required, inForceFrom } = licence;
  const said = { title: isolate(title), date: date(inForceFrom) };
  return (
    <Note
      tone={required ? 'bad' : 'warn'}
      title={t(required ? 'licences.stopped.title' : 'licences.coming.title', said)}
    >
      <p>
        {t(required ? 'licences.stopped.text' : 'licences.coming.text', said)}{' '}
        {!required && <DaysLeft until={inForceFrom} />}
      </p>
      <Allowed to="admins" explained>
        <div className="button-row">
          <Button kind="primary" label={t('licences.reviewOne', { title })} onClick={onOpen}>
            {t('licences.review')}
          </Button>
        </div>
      </Allowed>
    </Note>
  );
}
