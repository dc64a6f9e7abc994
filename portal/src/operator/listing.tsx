import type { UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isProblem } from '../api/problem.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Note } from '../ui/note.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

type ListingProps<T> = {
  readonly query: UseInfiniteQueryResult<T[]>;
  readonly empty: string;
  readonly children: (items: readonly T[]) => ReactNode;
};

/** A list that is read page by page, with its loading, empty and error states. */
export function PagedListing<T>({ query, empty, children }: ListingProps<T>) {
  const { t } = useTranslation();
  if (isProblem(query.error, 'passkey_required')) return <NeedsPasskey />;
  if (query.data === undefined && query.isPending) return <Skeleton lines={6} />;
  return (
    <div className="stack">
      {query.data && (query.data.length === 0 ? <p className="empty">{empty}</p> : children(query.data))}
      <ProblemNote error={query.error} />
      <div className="button-row">
        {query.isError && (
          <Button busy={query.isFetching} onClick={() => void query.refetch()}>
            {t('common.retry')}
          </Button>
        )}
        {query.hasNextPage && (
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </div>
    </div>
  );
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
