import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useVisitor } from '../account/account-api.ts';
import { remove } from '../api/client.ts';
import { leaveView } from '../api/viewing.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';

/** On every page while an operator sees an organization as its buyer does: whose it is, until when, and the way out. */
export function BuyerViewBanner() {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const account = useVisitor();
  const stop = useMutation({
    mutationFn: (id: string) => remove(`/v1/admin/accounts/${encodeURIComponent(id)}/view?reason=Stopped`),
    onSettled: leaveView,
  });
  if (!account?.viewsUntil) return null;
  const { id, organization, viewsUntil } = account;
  return (
    <div className="buyer-view" role="status">
      <Note tone="warn" title={t('buyerView.banner', { name: isolate(organization), at: dateTime(viewsUntil) })}>
        <div className="button-row">
          <Button busy={stop.isPending} onClick={() => stop.mutate(id)}>
            {t('buyerView.stop')}
          </Button>
        </div>
      </Note>
    </div>
  );
}
