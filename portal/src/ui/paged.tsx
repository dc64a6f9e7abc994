import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { ProblemNote } from './problem-note.tsx';
import { Skeleton } from './skeleton.tsx';

/** A list that is read page by page: a query's answer, or several joined into one. */
export type PagedQuery<T> = Pick<
  UseInfiniteQueryResult<T[]>,
  'error' | 'isError' | 'isPending' | 'isFetching' | 'hasNextPage' | 'isFetchingNextPage'
> & {
  readonly data: readonly T[] | undefined;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
};

/** `empty` is in place of the rows of a list that has none. */
export type PagedProps<T> = {
  readonly query: PagedQuery<T>;
  readonly empty: ReactNode;
  readonly children: (items: readonly T[]) => ReactNode;
};

/** A list that is read page by page, with its loading, empty and error states. */
export function Paged<T>({ query, empty, children }: PagedProps<T>) {
  const { t } = useTranslation();
  if (query.data === undefined && query.isPending) return <Skeleton lines={6} />;
  return (
    <div className="stack">
      {query.data && (query.data.length === 0 ? <div className="empty">{empty}</div> : children(query.data))}
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
