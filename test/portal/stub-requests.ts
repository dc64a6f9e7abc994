import type { RequestListView, RequestView } from '../../shared/http/views.ts';
import { gone, ok, type Route } from './stub-answers.ts';

const at = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`;

const refused = (minute: number, reason: string, more: Partial<RequestView> = {}): RequestView => ({
  ...{ id: `refused_${minute}`, status: 'refused', httpStatus: 402, reason, key: 'key_1', app: 'default' },
  ...{ dataset: 'posts', count: 1, from: at(minute), to: at(minute) },
  calls: [{ at: at(minute), query: 'GET /data/posts?brand=Havnora', address: '203.0.113.7' }],
  ...{ units: 0, records: null, bytes: null, receipt: null },
  ...more,
});

const served = (minute: number, more: Partial<RequestView> = {}): RequestView => ({
  ...refused(minute, ''),
  ...{ id: `5_${minute}`, status: 'served', httpStatus: null, reason: null, units: 100, records: 100, bytes: 48_211 },
  receipt: { instance: 'i-0a1b2c3d', segment: 7, index: minute, seal: 41 },
  ...more,
});

const long = `GET /data/posts?brand=${'Havnora%20Global%20Holdings%2C'.repeat(6)}`;

/** The log of requests: refused ones of two keys, and served ones. */
export const someRequests = (): RequestView[] => [
  refused(31, 'payment_required', { count: 7, from: at(2) }),
  refused(30, 'rate_limited', {
    httpStatus: 429,
    key: 'key_2',
    calls: [{ at: at(30), query: long, address: '2001:db8::7' }],
  }),
  refused(29, 'scope_missing', { httpStatus: 403, dataset: 'films', calls: [] }),
  served(20),
  served(19, { key: 'key_2', units: 1 }),
];

const wants = ['key', 'app', 'dataset', 'reason'] as const;

/** As the API lists and shows them. A page has two of them. */
export const requestRoutes: Record<string, Route> = {
  'GET /v1/requests': ({ requests }, { query }) => {
    const isRefused = (query.get('status') ?? 'refused') === 'refused';
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9'];
    const wanted = requests.filter(
      (each) =>
        (each.status === 'refused') === isRefused &&
        each.from >= from &&
        each.to < to &&
        wants.every((name) => !query.has(name) || each[name] === query.get(name)),
    );
    const start = Number(query.get('cursor') ?? 0);
    const cursor = start + 2 < wanted.length ? { cursor: String(start + 2) } : {};
    return ok<RequestListView>({
      data: wanted.slice(start, start + 2),
      ...cursor,
      servedThrough: isRefused || requests.length === 0 ? null : '2026-11-24T11:00:00.000Z',
      refusedSince: '2026-10-25T10:00:00.000Z',
    });
  },
  'GET /v1/requests/:id': ({ requests }, _, id) => {
    const found = requests.find((each) => each.id === id);
    return found ? ok<RequestView>(found) : gone;
  },
};
