import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { AcceptLicence } from './accept-licence.tsx';
import { useLicences } from './licences-api.ts';

/** Licences: those to accept first, those accepted with who and when. */
export function Licences() {
  const { t } = useTranslation();
  const licences = useLicences();
  const [opened, setOpened] = useState<LicenceView>();
  return (
    <Section id="licences" title={t('licences.title')} lead={t('licences.lead')}>
      <Loaded query={licences} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="empty">{t('licences.none')}</p>
          ) : (
            <ul className="rows">
              {items.map((licence) => (
                <LicenceRow key={licence.id} licence={licence} onOpen={() => setOpened(licence)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {opened && <AcceptLicence licence={opened} onClose={() => setOpened(undefined)} />}
    </Section>
  );
}

function LicenceRow({ licence, onOpen }: { readonly licence: LicenceView; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const { dateTime, isolate } = useFormat();
  const { accepted, title, version } = licence;
  return (
    <li>
      <div>
        <strong>
          <bdi>{title}</bdi>
        </strong>{' '}
        <Tag tone={accepted ? 'good' : 'warn'}>{t(accepted ? 'licences.accepted' : 'licences.open')}</Tag>
        <span className="small">
          {t('licences.version', { version: isolate(version) })}
          {accepted &&
            ` · ${t('licences.by', { ...accepted, name: isolate(accepted.name), role: isolate(accepted.role), at: dateTime(accepted.at) })}`}
        </span>
      </div>
      {accepted ? (
        <a className="button button-quiet" href={licence.url} aria-label={t('licences.readOne', { title })}>
          {t('licences.read')}
        </a>
      ) : (
        <Button kind="primary" label={t('licences.reviewOne', { title })} onClick={onOpen}>
          {t('licences.review')}
        </Button>
      )}
    </li>
  );
}
