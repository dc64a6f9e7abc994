import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { LinkPreview } from '../../../shared/http/views.ts';
import { isProblem } from '../api/problem.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { openSession, previewLink, useSessionChange } from './account-api.ts';

/** `/sign-in/link?token=…`: names the address and waits for a click; opening the page does not use up the link. */
export default function SignInLinkPage() {
  const { t } = useTranslation();
  const [query] = useSearchParams();
  const token = query.get('token') ?? '';
  const preview = useQuery({ queryKey: ['link', token], queryFn: () => previewLink(token), staleTime: Infinity });
  if (!token || isProblem(preview.error, 'link_invalid') || isProblem(preview.error, 'invalid_request')) {
    return <SpentLink />;
  }
  return (
    <Page narrow title={t('link.title')}>
      <div className="card">
        <Loaded query={preview} lines={2}>
          {(data) => <OpenSession token={token} preview={data} />}
        </Loaded>
      </div>
    </Page>
  );
}

function OpenSession({ token, preview }: { readonly token: string; readonly preview: LinkPreview }) {
  const { t } = useTranslation();
  const { isolate } = useFormat();
  const navigate = useNavigate();
  const session = useSessionChange();
  const mutation = useMutation({
    mutationFn: () => openSession(token),
    onSuccess: async () => {
      await session.began();
      await navigate(preview.returnTo ?? '/app', { replace: true });
    },
  });
  return (
    <div className="stack">
      <p>
        {t('link.for')} <strong dir="ltr">{preview.email}</strong>
        {preview.organization && (
          <>
            {' · '}
            <bdi>{preview.organization}</bdi>
          </>
        )}
      </p>
      <p className="small">{t('link.notYou')}</p>
      <ProblemNote error={mutation.error} />
      <div className="button-row">
        <Button kind="primary" busy={mutation.isPending} onClick={() => mutation.mutate()}>
          {t('link.signInAs', { email: isolate(preview.email) })}
        </Button>
      </div>
    </div>
  );
}

function SpentLink() {
  const { t } = useTranslation();
  return (
    <Page narrow title={t('link.spentTitle')} lead={t('link.spentLead')}>
      <div className="button-row">
        <Link className="button button-primary" to="/sign-in">
          {t('link.newLink')}
        </Link>
      </div>
    </Page>
  );
}
