import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AuditView, Listing } from '../../../shared/http/views.ts';
import { get } from '../api/client.ts';
import { useFormat } from '../i18n/format.ts';
import { knownAction } from '../trail/actions.ts';
import { useActorName } from '../trail/trail-actor.tsx';
import { placeOf } from '../trail/trail-place.ts';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';

const shown = 4;

/** The latest lines of the organization's own trail. Each leads to its thing. */
export default function Recent() {
  const { t } = useTranslation();
  const events = useQuery({
    queryKey: ['events', 'latest'],
    queryFn: async () => (await get<Listing<AuditView>>(`/v1/events?limit=${shown}`)).data,
  });
  return (
    <Section id="recent" title={t('overview.recent')}>
      <Loaded query={events} lines={shown}>
        {(lines) => (
          <ul className="rows rows-short">
            {lines.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
        )}
      </Loaded>
      <p className="card-more">
        <Link to="/app/activity">{t('overview.allActivity')}</Link>
      </p>
    </Section>
  );
}

function Line({ line }: { readonly line: AuditView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const nameOf = useActorName();
  const name = knownAction(line.action);
  const act = name ? t(`operator.did.${name}`) : <code dir="ltr">{line.action}</code>;
  const place = placeOf(line);
  return (
    <li>
      <div>
        {place === undefined ? act : <Link to={place}>{act}</Link>}
        <span className="small">
          {dateTime(line.at)} · <bdi>{nameOf(line.actor)}</bdi>
        </span>
      </div>
    </li>
  );
}
