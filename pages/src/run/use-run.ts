import { useEffect, useState } from 'preact/hooks';
import type { SampleRow } from '../site.ts';
import { ask, type Outcome } from './ask.ts';
import type { KeyKind } from './browser-key.ts';
import type { RunDataset } from './dataset.ts';
import { activeOf, type Filter, paramsOf, readable, type Typed } from './filters.ts';

type Options = {
  readonly dataset: RunDataset;
  readonly filters: readonly Filter[];
  /** The public address that was known when the page was built; the page's own takes its place. */
  readonly origin: string;
  readonly keepsAddress: boolean;
};

/** The state of a Run: what is typed, which key is chosen, what is shown, and how the last request went. */
export function useRun({ dataset, filters, origin, keepsAddress }: Options) {
  const [typed, setTyped] = useState<Typed>({});
  const [key, setKey] = useState<KeyKind>('none');
  const [isAsking, setAsking] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [rows, setRows] = useState<readonly SampleRow[]>(dataset.rows);
  const [isBusy, setBusy] = useState(false);
  const [here, setHere] = useState(origin);
  const run = async (values: Typed) => {
    setTyped(values);
    setAsking(false);
    setBusy(true);
    if (keepsAddress) keepInAddress(filters, values);
    const found = await ask({ dataset: dataset.id, filters, typed: values, key });
    setBusy(false);
    setOutcome(found);
    if (found.kind === 'rows') setRows(found.rows);
  };
  const begin = (values: Typed) => {
    if (isBusy) return;
    setTyped(values);
    if (key === 'live') setAsking(true);
    else void run(values);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, with the address that the page was opened at
  useEffect(() => {
    setHere(location.origin);
    const asked = keepsAddress ? inAddress(filters) : {};
    if (Object.keys(asked).length > 0) void run(asked);
  }, []);
  return {
    ...{ typed, key, isAsking, outcome, rows, isBusy, origin: here },
    params: paramsOf(filters, typed),
    choose: (kind: KeyKind) => {
      setKey(kind);
      setAsking(false);
    },
    type: (name: string, value: string) => setTyped((before) => ({ ...before, [name]: value })),
    remove: (names: readonly string[]) => begin({ ...typed, ...Object.fromEntries(names.map((name) => [name, ''])) }),
    answer: (isAgreed: boolean) => (isAgreed ? void run(typed) : setAsking(false)),
    submit: (event: Event) => {
      event.preventDefault();
      begin(typed);
    },
  };
}

/** The filters that the page's address names. */
function inAddress(filters: readonly Filter[]): Typed {
  const asked = new URLSearchParams(location.search);
  return Object.fromEntries(filters.flatMap(({ name }) => (asked.has(name) ? [[name, asked.get(name) ?? '']] : [])));
}

function keepInAddress(filters: readonly Filter[], typed: Typed): void {
  const params = paramsOf(activeOf(filters, typed), typed);
  params.delete('limit');
  const query = readable(params);
  history.replaceState(history.state, '', `${location.pathname}${query && `?${query}`}${location.hash}`);
}
