import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { ProblemNote } from './problem-note.tsx';
import { Skeleton } from './skeleton.tsx';

type LoadedProps<T> = {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
  /** How many lines the waiting picture has. */
  readonly lines?: number;
};

/** What was read; until then a picture of it, and on failure the reason with a way to try again. */
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
