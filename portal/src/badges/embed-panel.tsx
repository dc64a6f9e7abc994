import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BadgeView } from '../../../shared/http/views.ts';
import { CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Section } from '../ui/section.tsx';
import { Segments } from '../ui/segments.tsx';
import { type EmbedWish, embedForms, embedOf, embedSizes, embedThemes, markOf } from './embed.ts';

/** Puts the mark on another site: its options, a preview, and the code to copy. */
export function EmbedPanel({ badge }: { readonly badge: BadgeView }) {
  const { t, i18n } = useTranslation();
  const [wish, setWish] = useState<EmbedWish>({
    ...{ form: 'svg', theme: 'auto', size: 28 },
    rightToLeft: i18n.dir() === 'rtl',
  });
  const { origin } = window.location;
  const code = embedOf(badge, wish, origin);
  return (
    <Section id="embed" title={t('badges.embed')} lead={t('badges.embedLead')}>
      <Looks wish={wish} onWish={setWish} />
      <div className={`embed-preview embed-preview-${wish.theme}`}>
        <img src={markOf(badge.handle, wish, origin)} alt={t('badges.embedPreview')} height={wish.size} />
      </div>
      <CodeBlock label={t('badges.embedCode')}>{code}</CodeBlock>
      <div className="button-row">
        <CopyButton text={code} label={t('badges.copyEmbed')} kind="primary" />
      </div>
    </Section>
  );
}

type LooksProps = { readonly wish: EmbedWish; readonly onWish: (wish: EmbedWish) => void };

function Looks({ wish, onWish }: LooksProps) {
  const { t } = useTranslation();
  return (
    <div className="embed-looks">
      <Segments
        legend={t('badges.embedTheme')}
        options={embedThemes.map((theme) => ({ value: theme, label: t(`badges.theme.${theme}`) }))}
        value={wish.theme}
        onChange={(theme) => onWish({ ...wish, theme })}
      />
      <Segments
        legend={t('badges.embedSize')}
        options={embedSizes.map((size) => ({ value: size, label: String(size) }))}
        value={wish.size}
        onChange={(size) => onWish({ ...wish, size })}
      />
      <Segments
        legend={t('badges.embedForm')}
        options={embedForms.map((form) => ({ value: form, label: form.toUpperCase() }))}
        value={wish.form}
        onChange={(form) => onWish({ ...wish, form })}
      />
      <label className="toggle">
        <input
          type="checkbox"
          checked={wish.rightToLeft}
          onChange={(event) => onWish({ ...wish, rightToLeft: event.currentTarget.checked })}
        />
        <span>{t('badges.embedRightToLeft')}</span>
      </label>
    </div>
  );
}
