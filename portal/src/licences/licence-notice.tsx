import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { AcceptLicences } from './accept-licences.tsx';
import { DaysLeft } from './days-left.tsx';
import { isOpen, useLicences } from './licences-api.ts';

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
      {opened && open.length > 0 && <AcceptLicences licences={open} onClose={() => setOpened(false)} />}
    </>
  );
}

function Change({ licence, onOpen }: { readonly licence: LicenceView; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { date, isolate } = useFormat();
  const { title, required, inForceFrom } = licence;
  const said = { title: isolate(title), date: date(inForceFrom) };
  const kind = required ? 'stopped' : 'coming';
  return (
    <Note tone={required ? 'bad' : 'warn'} title={t(`licences.${kind}.title`, said)}>
      <p>
        {t(`licences.${kind}.text`, said)} {!required && <DaysLeft until={inForceFrom} />}
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
