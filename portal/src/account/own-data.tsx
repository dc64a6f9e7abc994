import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCatalog } from '../catalog/catalog-api.ts';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { readExport, save, useDeleteAccount } from './own-data-api.ts';

/** The export of all data, and account deletion. */
export function OwnData() {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const download = useMutation({
    mutationFn: async () => save(await readExport(), 'account-export.json'),
    onSuccess: () => announce(t('ownData.downloaded')),
  });
  return (
    <Section id="own-data" title={t('ownData.title')} lead={t('ownData.lead')}>
      <ProblemNote error={download.error} />
      <div className="button-row">
        <Button busy={download.isPending} onClick={() => download.mutate()}>
          {t('ownData.download')}
        </Button>
        <Button kind="quiet" onClick={() => setLeaving(true)}>
          {t('ownData.delete')}
        </Button>
      </div>
      {leaving && <DeleteAccount onClose={() => setLeaving(false)} />}
    </Section>
  );
}

function DeleteAccount({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { ask, forget } = useDeleteAccount();
  const { data: catalog } = useCatalog();
  const finish = async () => {
    onClose();
    await navigate('/');
    forget();
    announce(t('ownData.deleted'));
  };
  return (
    <Confirm
      section="own-data"
      title={t('ownData.deleteTitle')}
      confirmLabel={t('ownData.deleteConfirm')}
      act={ask}
      onDone={() => void finish()}
      onClose={onClose}
    >
      <div className="stack">
        <p>{t('ownData.deleteText')}</p>
        <p>{t('ownData.kept')}</p>
        {catalog && <p>{t('ownData.keptAcceptances', { count: catalog.acceptancesKeptYears })}</p>}
        <p>{t('ownData.handles')}</p>
      </div>
    </Confirm>
  );
}
