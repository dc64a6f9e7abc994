import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { knownAction } from '../trail/actions.ts';
import { useActorName } from '../trail/trail-actor.tsx';
import { TrailFacts } from '../trail/trail-facts.tsx';
import { placeOf } from '../trail/trail-place.ts';
import { Code } from '../ui/code.tsx';
import { Absent } from '../ui/scroll-table.tsx';

/** A line of the own trail: the act, which leads to its thing, the person, the details in words, and the time. */
export function ActivityLine({ line }: { readonly line: AuditView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const nameOf = useActorName();
  const { action, actor, at, detail } = line;
  const name = knownAction(action);
  const act = name ? t(`operator.did.${name}`) : <Code>{action}</Code>;
  const place = placeOf(line);
  return (
    <tr>
      <th scope="row">{place === undefined ? act : <Link to={place}>{act}</Link>}</th>
      <td className="nowrap">{dateTime(at)}</td>
      <td>
        <bdi>{nameOf(actor)}</bdi>
      </td>
      <td>{Object.keys(detail).length === 0 ? <Absent /> : <TrailFacts detail={detail} />}</td>
    </tr>
  );
}
