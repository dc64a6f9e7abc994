import { useTranslation } from 'react-i18next';
import { Tag } from '../ui/tag.tsx';
import { codePointsOf } from './scripts.ts';

/** A name letter by letter if it has non-ASCII letters, so that lookalike letters are visible. */
export function CodePoints({ text }: { readonly text: string }) {
  const { t, i18n } = useTranslation();
  const points = codePointsOf(text);
  if (points.every(({ code }) => code < 'U+0080')) return null;
  const names = new Intl.DisplayNames(i18n.language, { type: 'script' });
  const used = [...new Set(points.flatMap(({ script }) => script ?? []))];
  return (
    <details>
      <summary>
        {t('operator.badges.letters')}
        <Tag tone={used.length > 1 ? 'warn' : 'plain'}>
          {used.map((script) => names.of(script)).join(t('webhooks.comma'))}
        </Tag>
      </summary>
      <ol className="code-points" dir="ltr">
        {points.map(({ code, shown, script }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the letters never change places
          <li key={index} className={script && script !== used[0] ? 'code-point-other' : undefined}>
            <bdi>{shown || '·'}</bdi>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </details>
  );
}
