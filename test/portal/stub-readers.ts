import type { ReaderListView, ReaderView } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';

const reader: ReaderView = {
  ...{ day: '2026-11-23', organization: { id: 'acc_0', name: 'مراقب العلامات Brand Watch' }, dataset: 'posts' },
  ...{ units: 7_490, served: 7_500, credited: 10, requests: 75 },
  keys: ['key_1', 'key_2', 'key_3', 'key_4'].map((id, i) => ({ id, units: 5_000 >> i, requests: 20 })),
  licence: { id: 'posts', version: '2026-11-01', at: '2026-11-02T09:00:00.000Z' },
};
const deleted: ReaderView = {
  ...{ ...reader, organization: { id: 'acc_1', name: '' }, units: 12, served: 12, credited: 0, requests: 1 },
  ...{ keys: [{ id: 'key_9', units: 12, requests: 1 }], licence: null },
};

/** Readers of datasets; everything was read on 23 November. */
export const readersRoutes: Record<string, Route> = {
  'GET /v1/admin/requests': (_, { query }) => {
    const [from, to] = [query.get('day') ?? query.get('from') ?? '', query.get('to') ?? query.get('day') ?? ''];
    const isRead = from <= reader.day && to >= reader.day && query.get('dataset') !== 'films';
    return ok<ReaderListView>({ data: isRead ? [reader, deleted] : [], since: '2026-11-20' });
  },
};
