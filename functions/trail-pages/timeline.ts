import { type TimelineKind, type TimelineLine, timelineKinds } from '../../shared/domain/console/timeline.ts';
import { invalid, problems } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import { instantIn } from '../../shared/http/span.ts';
import type { TimelineLineView, TimelineView } from '../../shared/http/views.ts';
import type { TrailPagesDeps } from './deps.ts';

/** GET /v1/admin/organizations/{id}/timeline?kinds&until&cursor: of any organization, newest first. */
export const readTimeline =
  ({ timeline, now }: TrailPagesDeps): OperatorRoute =>
  async (request) => {
    knownParameters(request, ['kinds', 'until', 'cursor']);
    const kinds = kindsIn(request.query.get('kinds'));
    const { lines, cursor } = await timeline.page(request.params.id ?? '', {
      kinds,
      until: untilIn(request.query, kinds),
      cursor: request.query.get('cursor') ?? undefined,
      now: now(),
    });
    return ok({ data: lines.map(lineView), ...(cursor !== undefined && { cursor }) } satisfies TimelineView);
  };

function kindsIn(text: string | null): readonly TimelineKind[] {
  if (text === null) return timelineKinds;
  const asked = text.split(',');
  const kinds = timelineKinds.filter((kind) => asked.includes(kind));
  if (kinds.length === asked.length) return kinds;
  throw invalid([{ field: 'kinds', message: `must be some of ${timelineKinds.join(', ')}, separated by commas` }]);
}

/** Lines of the trail are numbered, so no time finds one. */
function untilIn(query: URLSearchParams, kinds: readonly TimelineKind[]): string | undefined {
  const until = instantIn(query, 'until') ?? undefined;
  if (until !== undefined && !kinds.every((kind) => kind === 'email' || kind === 'refusal'))
    throw invalid([{ field: 'until', message: 'may be given for the kinds email and refusal alone' }]);
  return until;
}

function lineView(line: TimelineLine): TimelineLineView {
  if (line.kind === 'email') return { ...line, reports: [...line.reports] };
  if (line.kind === 'event') return line;
  if (line.kind === 'served') return { ...line, datasets: [...line.datasets] };
  if (line.kind !== 'refusal') return { ...line, detail: { ...line.detail } };
  const { at, id, kind, keyId: key, app, dataset, reason, count, to, calls } = line;
  const { status } = problems[reason];
  return { at, id, kind, key, app, dataset, reason, status, count, to, calls: calls.map((call) => ({ ...call })) };
}
