import type { DatasetView } from '../../../shared/http/views.ts';
import type { Reader } from '../site.ts';
import type { Words } from '../words.ts';
import { runDatasetOf } from './dataset.ts';
import { RunPanel } from './run-panel.tsx';

type RunOfProps = {
  /** Where a page has several: the place of this one. */
  readonly id?: string;
  readonly dataset: DatasetView;
  readonly reader: Reader;
  readonly open: number;
  readonly hasMore: boolean;
  readonly keepsAddress: boolean;
};

/** Run as it is built: whole without script, with everything that its island needs beside it. */
export function Run({ id, dataset, reader, open, hasMore, keepsAddress }: RunOfProps) {
  const { language, site, formats } = reader;
  const props = {
    id: id ?? `run-${dataset.id}`,
    language,
    words: wordsFor(site.words[language], ['run.', 'code.']),
    origin: site.origin ?? 'https://data.example.com',
    builtDay: formats.date(site.builtAt),
    dataset: runDatasetOf(dataset, reader),
    ...{ open, hasMore, keepsAddress },
  };
  return (
    <div data-island="run" data-props={JSON.stringify(props)}>
      <RunPanel {...props} dateTime={formats.dateTime} />
    </div>
  );
}

/** The texts that an island needs: those under these beginnings. */
export const wordsFor = (words: Words, beginnings: readonly string[]): Words =>
  Object.fromEntries(
    Object.entries(words).filter(([key]) => beginnings.some((beginning) => key.startsWith(beginning))),
  );
