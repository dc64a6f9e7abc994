import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/http/views.ts';
import { Allowed, NotAllowed } from '../members/allowed.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { saveFile } from '../ui/save-file.ts';
import { Section } from '../ui/section.tsx';
import { DeleteLogin } from './delete-login.tsx';
import { DeleteOrganization } from './delete-organization.tsx';
import { LegalHold } from './legal-hold.tsx';
import { readExport } from './own-data-api.ts';

/** The export of all data, and the deletion of the organization or of the person's account. */
export function OwnData({ account }: { readonly account: AccountView }) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const download = useMutation({
    mutationFn: async () => saveFile(await readExport(), 'account-export.json'),
    onSuccess: () => announce(t('ownData.downloaded')),
  });
  return (
    <Section id="own-data" title={t('ownData.title')} lead={t('ownData.lead')}>
      <LegalHold hold={account.hold} />
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
      <DeleteLogin hold={account.hold} />
      {leaving && <DeleteOrganization onClose={() => setLeaving(false)} />}
    </Section>
  );
}
