import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed, NotAllowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { useVisitor } from './account-api.ts';
import { DeleteLogin } from './delete-login.tsx';
import { readExport, save, useDeletion } from './own-data-api.ts';

/** The export of all data, and the deletion of the organization or of the person's account. */
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
        <Allowed to="owner">
          <Button kind="quiet" onClick={() => setLeaving(true)}>
            {t('ownData.delete')}
          </Button>
        </Allowed>
      </div>
      <NotAllowed to="owner" />
      <h3>{t('ownData.login')}</h3>
      <p className="section-lead">{t('ownData.loginLead')}</p>
      <DeleteLogin />
      {leaving && <DeleteAccount onClose={() => setLeaving(false)} />}
    </Section>
  );
}

function DeleteAccount({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { deleteOrganization, leave } = useDeletion();
  const { isolate } = useFormat();
  const { data: catalog } = useCatalog();
  const name = useVisitor()?.organization ?? '';
  return (
    <Confirm
      section="own-data"
      title={t('ownData.deleteTitle', { name: isolate(name) })}
      confirmLabel={t('ownData.deleteConfirm')}
      act={deleteOrganization}
      onDone={() => void leave(t('ownData.deleted'), onClose)}
      onClose={onClose}
    >
      <div className="stack">
        <p>{t('ownData.deleteText')}</p>
        <p>{t('ownData.alone')}</p>
        <p>{t('ownData.kept')}</p>
        {catalog && <p>{t('ownData.keptAcceptances', { count: catalog.acceptancesKeptYears })}</p>}
        <p>{t('ownData.handles')}</p>
      </div>
    </Confirm>
  );
}
