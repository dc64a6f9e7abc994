import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem } from '../api/problem.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Note } from '../ui/note.tsx';
import { Paged, type PagedProps } from '../ui/paged.tsx';

/** A list of the console, page by page; an operator without a passkey is told how to get one. */
export function PagedListing<T>(props: PagedProps<T>) {
  if (isProblem(props.query.error, 'passkey_required')) return <NeedsPasskey />;
  return <Paged {...props} />;
}

type ConsoleLoadedProps<T> = { readonly query: UseQueryResult<T>; readonly children: (data: T) => ReactNode };

/** The answer of one query of the console; an operator without a passkey is told how to get one. */
export function ConsoleLoaded<T>({ query, children }: ConsoleLoadedProps<T>) {
  if (isProblem(query.error, 'passkey_required')) return <NeedsPasskey />;
  return (
    <Loaded query={query} lines={8}>
      {children}
    </Loaded>
  );
}

function NeedsPasskey() {
  const { t } = useTranslation();
  return (
    <Note tone="warn" title={t('operator.passkeyTitle')}>
      <p>{t('operator.passkeyText')}</p>
      <Link className="button button-plain" to="/app/settings#passkeys">
        {t('operator.passkeyAdd')}
      </Link>
    </Note>
  );
}
