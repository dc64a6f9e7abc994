import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenceView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Code } from '../ui/code.tsx';
import { DaysLeft } from './days-left.tsx';
import { LicenceChanges } from './licence-changes.tsx';

type LicenceDocumentProps = {
  readonly licence: LicenceView;
  readonly words: string;
  /** In the reader's language; null where the text that binds is, or where there is none. */
  readonly translation: string | null;
  /** Whether to show the title, because there are several documents. */
  readonly isTitled: boolean;
};

/** A licence's text with a translation where it helps, its hash, and the day from which keys need it. */
export function LicenceDocument({ licence, words, translation, isTitled }: LicenceDocumentProps) {
  const { t, i18n } = useTranslation();
  const { date } = useFormat();
  const titleId = useId();
  const { id, title, sha256, inForceFrom, required, binding } = licence;
  return (
    <div className="stack">
      {isTitled && (
        <h3 id={titleId}>
          <bdi>{title}</bdi>
        </h3>
      )}
      <LicenceChanges licence={licence} />
      {translation !== null && (
        <>
          <p className="small">{t(`licences.binds.${binding}`)}</p>
          <section
            className="licence-text"
            dir="auto"
            lang={i18n.language}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
            tabIndex={0}
            aria-label={t('licences.translation')}
          >
            {translation}
          </section>
        </>
      )}
      <section
        className="licence-text"
        dir="auto"
        lang={binding}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        {...(isTitled ? { 'aria-labelledby': titleId } : { 'aria-label': t('licences.text') })}
      >
        {words}
      </section>
      {!required && (
        <p className="small">
          {t('licences.inForceFrom', { date: date(inForceFrom) })} · <DaysLeft until={inForceFrom} />
        </p>
      )}
      <p className="small">
        <a href={`${i18n.language === 'ar' ? '/ar' : ''}/licences/${id}`}>{t('licences.terms')}</a>
      </p>
      <p className="small hash">
        {t('licences.hash')} <Code>{sha256}</Code>
      </p>
    </div>
  );
}
