import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Head } from '../organization/head.tsx';
import { useOrganization } from '../organization/organization-api.ts';

/** The page that a row leads to. */
export const pageOf = (id: string): string => `/console/organizations/${encodeURIComponent(id)}`;

/** The organization of `?peek=`, and the ways to open and close its panel. Back closes one that was opened here. */
export function usePeek() {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const { state } = useLocation();
  const changed = (change: (next: URLSearchParams) => void) => {
    const next = new URLSearchParams(params);
    change(next);
    return next;
  };
  return {
    id: params.get('peek') ?? '',
    open: (id: string) =>
      setParams(
        changed((next) => next.set('peek', id)),
        { state: { isPeeked: true } },
      ),
    close: () => {
      if (state?.isPeeked === true) void navigate(-1);
      else
        setParams(
          changed((next) => next.delete('peek')),
          { replace: true },
        );
    },
  };
}

/** Space on a row's link peeks; elsewhere it does what it does. */
export const onSpace = (peek: () => void) => (event: KeyboardEvent) => {
  if (event.key !== ' ' || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  peek();
};

type PeekProps = { readonly id: string; readonly name: string; readonly onClose: () => void };

/** The head of an organization's page beside the list. */
export function Peek({ id, name, onClose }: PeekProps) {
  const { t } = useTranslation();
  const query = useOrganization(id);
  return (
    <Dialog title={query.data?.name || name || id} section="organizations" aside onClose={onClose}>
      <div className="stack">
        <Loaded query={query} lines={6}>
          {(organization) => <Head organization={organization} isPeek />}
        </Loaded>
        <div className="button-row">
          <Link className="button button-plain" to={pageOf(id)} replace>
            {t('peek.page')}
          </Link>
          <Button onClick={onClose}>{t('peek.close')}</Button>
        </div>
      </div>
    </Dialog>
  );
}
