import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../catalog/catalog-api.ts';
import { CodeBlock } from '../ui/code.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Section } from '../ui/section.tsx';
import { type SampleName, samples } from './samples.ts';

const names = { curl: 'curl', typescript: 'TypeScript', python: 'Python' } as const satisfies Record<
  SampleName,
  string
>;

type TryItProps = {
  readonly secret: string | undefined;
  /** The dataset that it reads; undefined: the first of the catalogue. */
  readonly dataset?: string | undefined;
};

/** The first read to paste, with the key that was just created or a placeholder. */
export function TryIt({ secret, dataset: named }: TryItProps) {
  const { t } = useTranslation();
  const { data: catalog } = useCatalog();
  const [language, setLanguage] = useState<SampleName>('curl');
  const dataset = named ?? catalog?.datasets[0]?.id ?? 'DATASET';
  const text = samples[language]({ origin: window.location.origin, dataset, key: secret ?? 'YOUR_KEY' });
  return (
    <Section
      id="try"
      title={t('sample.title')}
      lead={t(secret ? 'sample.leadOwn' : 'sample.lead')}
      actions={<CopyButton text={text} label={t('sample.copy')} />}
    >
      <fieldset className="segments" dir="ltr">
        <legend className="visually-hidden">{t('sample.language')}</legend>
        {Object.entries(names).map(([value, label]) => (
          <label key={value}>
            <input
              type="radio"
              name="sample-language"
              checked={value === language}
              onChange={() => setLanguage(value as SampleName)}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <CodeBlock label={t('sample.code')}>{text}</CodeBlock>
    </Section>
  );
}
