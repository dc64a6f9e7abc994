import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readWithKey } from '../api/client.ts';
import { useCatalog } from '../catalog/catalog-api.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** As many records as the code sample reads. */
const records = 3;

/** Reads the first sample records with a key that was just created, here in the browser, and shows them as they came. */
export function FirstRead({ secret }: { readonly secret: string }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const client = useQueryClient();
  const dataset = useCatalog().data?.datasets[0]?.id;
  const read = useMutation({
    mutationFn: () => readWithKey<{ data: unknown[] }>(`/data/${dataset}?limit=${records}`, secret),
    onSuccess: () => client.invalidateQueries({ queryKey: ['usage'] }),
  });
  if (dataset === undefined) return null;
  const count = read.data?.data.length ?? 0;
  return (
    <div className="stack">
      <div>
        <Button busy={read.isPending} onClick={() => read.mutate()}>
          {t('keys.readRecords', { count: records, formatted: number(records) })}
        </Button>
      </div>
      <ProblemNote error={read.error} />
      {read.data && (
        <div role="status" className="stack">
          <p>{t('keys.recordsRead', { count, formatted: number(count) })}</p>
          <CodeBlock label={t('keys.firstRecords')}>{JSON.stringify(read.data.data, null, 2)}</CodeBlock>
        </div>
      )}
    </div>
  );
}
