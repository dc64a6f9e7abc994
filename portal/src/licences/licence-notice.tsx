import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttentionItemView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { later } from '../later-pages.tsx';
import { Allowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { DaysLeft } from './days-left.tsx';
import { isOpen, useLicences } from './licences-api.ts';

const AcceptLicences = later(() => import('./accept-licences.tsx'), 'overview', 'buyer');

type LicenceNoticeProps = { readonly item: Extract<AttentionItemView, { kind: 'licence' }> };

/** Announces a licence's new version before its day. After the day, it says that keys have stopped if nobody accepted the version. */
export function LicenceNotice({ item: { title, from } }: LicenceNoticeProps) {
  const { t } = useTranslation();
  const { date, isolate } = useFormat();
  const open = (useLicences().data ?? []).filter(isOpen);
  const [opened, setOpened] = useState(false);
  const isLate = from === null;
  const said = { title: isolate(title), date: isLate ? '' : date(from) };
  return (
    <>
      <Note tone={isLate ? 'bad' : 'warn'} title={t(isLate ? 'licences.stopped.title' : 'licences.coming.title', said)}>
        <p>
          {t(isLate ? 'licences.stopped.text' : 'licences.coming.text', said)} {!isLate && <DaysLeft until={from} />}
        </p>
        <Allowed to="admins" explained>
          <div className="button-row">
            <Button kind="primary" label={t('licences.reviewOne', { title })} onClick={() => setOpened(true)}>
              {t('licences.review')}
            </Button>
          </div>
        </Allowed>
      </Note>
      {opened && open.length > 0 && (
        <Suspense fallback={null}>
          <AcceptLicences licences={open} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
