import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Allowed, NotAllowed } from '../members/allowed.tsx';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import AcceptLicences from './accept-licences.tsx';
import { DaysLeft } from './days-left.tsx';
import { isOpen, useLicences } from './licences-api.ts';

/** The licences: first those to accept, then the accepted ones with name and day. */
export function Licences() {
  const { t } = useTranslation();
  const licences = useLicences();
  const [opened, setOpened] = useState(false);
  const open = (licences.data ?? []).filter(isOpen);
  return (
    <Section id="licences" title={t('licences.title')} lead={t('licences.lead')}>
      {open.length > 0 && <NotAllowed to="admins" />}
      <Loaded query={licences} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('licences.none')}</p>
          ) : (
            <ul className="rows">
              {items.map((licence) => (
                <LicenceRow key={`${licence.id} ${licence.version}`} licence={licence} onOpen={() => setOpened(true)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {opened && open.length > 0 && <AcceptLicences licences={open} onClose={() => setOpened(false)} />}
    </Section>
  );
}

function LicenceRow({ licence, onOpen }: { readonly licence: LicenceView; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { date, dateTime, isolate } = useFormat();
  const { accepted, title, version, required, inForceFrom } = licence;
  return (
    <li>
      <div>
        <strong>
          <bdi>{title}</bdi>
        </strong>{' '}
        <Tag tone={accepted ? 'good' : 'warn'}>{t(accepted ? 'licences.accepted' : 'licences.open')}</Tag>
        <span className="small">
          {t('licences.version', { version: isolate(version) })}
          {!accepted && !required && (
            <>
              {` · ${t('licences.inForceFrom', { date: date(inForceFrom) })} · `}
              <DaysLeft until={inForceFrom} />
            </>
          )}
          {accepted &&
            ` · ${t('licences.by', { ...accepted, name: isolate(accepted.name), role: isolate(accepted.role), at: dateTime(accepted.at) })}`}
        </span>
      </div>
      {accepted ? (
        <a className="button button-quiet" href={licence.url} aria-label={t('licences.readOne', { title })}>
          {t('licences.read')}
        </a>
      ) : (
        <Allowed to="admins">
          <Button kind="primary" label={t('licences.reviewOne', { title })} onClick={onOpen}>
            {t('licences.review')}
          </Button>
        </Allowed>
      )}
    </li>
  );
}
