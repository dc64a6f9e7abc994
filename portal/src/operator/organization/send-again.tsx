import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineLineView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { actPath, type Change, sendChange, useReadAgain } from '../acts/act-api.ts';
import { ChangeCurl } from '../curl.tsx';
import { useMay } from '../may.ts';
import { ReasonDialog } from '../reason-form.tsx';

type MailLine = Extract<TimelineLineView, { readonly kind: 'email' }>;
type SendAgainProps = { readonly organization: string; readonly line: MailLine };

/** Sends an email of a timeline once more, for operators whose role includes it. */
export function SendAgain({ organization, line }: SendAgainProps) {
  const { t } = useTranslation();
  const may = useMay('support');
  const [order, setOrder] = useState('');
  if (!may) return null;
  return (
    <>
      <Button onClick={() => setOrder(crypto.randomUUID())}>{t('mailAgain.send')}</Button>
      {order && <SendDialog {...{ organization, line, order }} onClose={() => setOrder('')} />}
    </>
  );
}

/** `order`: the same for each try of one dialog, so that the email goes out once. */
type SendDialogProps = SendAgainProps & { readonly order: string; readonly onClose: () => void };

function SendDialog({ organization, line, order, onClose }: SendDialogProps) {
  const { t } = useTranslation();
  const { date, isolate } = useFormat();
  const readAgain = useReadAgain(organization);
  const changeWith = (reason: string): Change => ({
    method: 'POST',
    path: actPath(organization, `mails/${encodeURIComponent(line.id)}/send`),
    body: { order, reason },
  });
  const done = async () => {
    onClose();
    announce(t('mailAgain.done'));
    await readAgain();
  };
  return (
    <ReasonDialog
      title={t('mailAgain.title', { name: isolate(line.name) })}
      section="organization"
      submitLabel={t('mailAgain.send')}
      act={(reason) => sendChange(changeWith(reason))}
      onDone={done}
      onClose={onClose}
    >
      <p>{t('mailAgain.text', { address: isolate(line.address), day: date(line.at) })}</p>
      <ChangeCurl change={changeWith('')} />
    </ReasonDialog>
  );
}
