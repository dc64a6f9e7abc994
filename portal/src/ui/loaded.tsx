import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { ProblemNote } from './problem-note.tsx';
import { Skeleton } from './skeleton.tsx';

type LoadedProps<T> = {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
  /** The number of lines of the skeleton. */
  readonly lines?: number;
};

/** The content of a query; a skeleton until it is loaded, and the error with a retry button if it failed. */
export function Loaded<T>({ query, children, lines = 3 }: LoadedProps<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Skeleton lines={lines} />;
  return (
    <div className="stack">
      <ProblemNote error={query.error} />
      <div>
        <Button busy={query.isFetching} onClick={() => void query.refetch()}>
          {t('common.retry')}
        </Button>
      </div>
    </div>
  );
}
