import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { Section } from '../ui/section.tsx';
import { pageOf } from './embed.ts';

const forms = [
  ['credential', '/credential', '.jwt'],
  ['bakedSvg', '/credential.svg', '.svg'],
  ['bakedPng', '/credential.png', '.png'],
] as const;

/** The signed credential to download, and the page where anybody can check it. */
export function Credential({ badge: { handle, displayName } }: { readonly badge: BadgeView }) {
  const { t } = useTranslation();
  const page = pageOf(handle, '');
  const check = `/badges/check?url=${encodeURIComponent(pageOf(handle, window.location.origin))}`;
  return (
    <Section id="credential" title={t('badges.credential.title')} lead={t('badges.credential.lead')}>
      <ul className="rows">
        {forms.map(([name, path, ending]) => (
          <li key={name}>
            <div>
              <strong>{t(`badges.credential.${name}`)}</strong>
              <span className="small">{t(`badges.credential.${name}Text`)}</span>
            </div>
            <a
              className="button button-plain"
              href={`${page}${path}`}
              download={`${handle}${ending}`}
              aria-label={t('badges.credential.downloadOne', {
                form: t(`badges.credential.${name}`),
                name: displayName,
              })}
            >
              {t('badges.credential.download')}
            </a>
          </li>
        ))}
      </ul>
      <div className="button-row">
        <a className="button button-plain" href={page}>
          {t('badges.publicPage')}
        </a>
        <a className="button button-plain" href={check}>
          {t('badges.credential.check')}
        </a>
      </div>
    </Section>
  );
}
