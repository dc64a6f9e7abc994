import { soldResource } from '../../shared/domain/catalog/look-up.ts';
import { acceptedBefore, dayOfReader } from '../../shared/domain/console/readers.ts';
import { laterDay } from '../../shared/domain/console/revenue.ts';
import type { Acceptance } from '../../shared/domain/licences/licence.ts';
import { rowsOf, type UsageRow } from '../../shared/domain/usage/usage.ts';
import { found, invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { type PageRequest, pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import type { ReaderListView, ReaderView } from '../../shared/http/views.ts';
import { dayIn } from './day-in.ts';
import type { AdminDeps } from './deps.ts';

/** The longest range: all days of one key in it are one answer. */
const maxDays = 92;

type Asked = {
  readonly dataset: string | null;
  readonly key: string | null;
  readonly from: string;
  readonly to: string;
};

/**
 * GET /v1/admin/requests?dataset&key&day|from&to: the organizations that read a dataset, with records and licence, the latest day first; with a
 * key, its days. Two rounds of reads. Usage is rolled up each quarter of an hour, so the last minutes are not in it.
 */
export const listReaders =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['dataset', 'key', 'day', 'from', 'to']);
    const asked = askedIn(request, deps.now());
    return ok(asked.key === null ? await byDataset(deps, asked, page) : await byKey(deps, asked, asked.key));
  };

/** @throws AppError 400 for what is no day, a range that is empty or too long, or neither dataset nor key */
function askedIn(request: OperatorRequest, now: Date): Asked {
  const [dataset, key] = [request.query.get('dataset'), request.query.get('key')];
  if (!dataset && !key)
    throw invalid([{ field: 'dataset', message: 'must be the id of a dataset, unless key is given' }]);
  if (dataset !== null && !/^[\w:.-]{1,100}$/.test(dataset))
    throw invalid([{ field: 'dataset', message: 'must be the id of a dataset or an API' }]);
  const day = dayIn(request, 'day');
  const [first, end] = [dayIn(request, 'from'), dayIn(request, 'to')];
  if (day !== null && (first !== null || end !== null))
    throw invalid([{ field: 'day', message: 'cannot be combined with from or to' }]);
  const from = day ?? first ?? laterDay(end ?? now.toISOString(), -1);
  const to = day === null ? (end ?? laterDay(from, 1)) : laterDay(day, 1);
  if (from >= to || laterDay(from, maxDays) < to)
    throw invalid([{ field: 'from', message: `must be before to, by at most ${maxDays} days` }]);
  return { dataset, key, from, to };
}

async function byDataset(deps: AdminDeps, { dataset, from, to }: Asked, page: PageRequest): Promise<ReaderListView> {
  const { readers, cursor, since } = await deps.readers.of(dataset ?? '', { from, to, ...page });
  const ids = [...new Set(readers.map(({ accountId }) => accountId))];
  const [days, facts] = await Promise.all([
    Promise.all(readers.map(({ accountId, day }) => rowsBetween(deps, accountId, day, laterDay(day, 1)))),
    factsOf(deps, ids),
  ]);
  const data = readers.map(({ accountId, day }, i) =>
    readerView(deps, { day, dataset: dataset ?? '', rows: days[i] ?? [], facts: facts(accountId) }),
  );
  return { data, ...(cursor !== undefined && { cursor }), since };
}

/** @throws AppError 404 for a key of nobody */
async function byKey(deps: AdminDeps, { dataset, from, to }: Asked, key: string): Promise<ReaderListView> {
  const accountId = found(await deps.search.ownerOfKey(key), 'This key');
  const [all, facts] = await Promise.all([rowsBetween(deps, accountId, from, to), factsOf(deps, [accountId])]);
  const rows = all.filter((row) => row.keyId === key && (dataset === null || row.datasetId === dataset));
  const groups = Map.groupBy(rows, (row) => `${row.day}#${row.datasetId}`);
  const data = [...groups].map(([name, own]) => {
    const [day = '', id = ''] = name.split('#');
    return readerView(deps, { day, dataset: id, rows: own, facts: facts(accountId) });
  });
  const newestFirst = data.toSorted((a, b) => b.day.localeCompare(a.day) || a.dataset.localeCompare(b.dataset));
  return { data: newestFirst, since: null };
}

const rowsBetween = async ({ usageDays }: AdminDeps, accountId: string, from: string, to: string) =>
  rowsOf(await usageDays.read(accountId, { from, to }));

type Facts = { readonly id: string; readonly name: string; readonly acceptances: readonly Acceptance[] };

async function factsOf(
  { organizationRows, access }: AdminDeps,
  ids: readonly string[],
): Promise<(id: string) => Facts> {
  const [rows, acceptances] = await Promise.all([
    organizationRows.of(ids),
    Promise.all(ids.map((id) => access.acceptancesOf(id))),
  ]);
  return (id) => ({
    id,
    name: rows.find((row) => row.id === id)?.name ?? '',
    acceptances: acceptances[ids.indexOf(id)] ?? [],
  });
}

type Read = {
  readonly day: string;
  readonly dataset: string;
  readonly rows: readonly UsageRow[];
  readonly facts: Facts;
};

function readerView({ catalog }: AdminDeps, { day, dataset, rows, facts }: Read): ReaderView {
  const { keys, ...sums } = dayOfReader(rows.filter(({ datasetId }) => datasetId === dataset));
  const licenceId = soldResource(catalog, dataset)?.licence;
  const accepted =
    licenceId === undefined ? null : acceptedBefore(facts.acceptances, licenceId, `${laterDay(day, 1)}T`);
  return {
    ...{ day, organization: { id: facts.id, name: facts.name }, dataset, ...sums },
    keys: keys.map((key) => ({ ...key })),
    licence: accepted && { id: accepted.licenceId, version: accepted.version, at: accepted.at },
  };
}
