import { useTranslation } from 'react-i18next';
import { fieldLimits } from '../../../shared/http/field-limits.ts';
import { Choice } from '../ui/choice.tsx';
import { Field, LongField } from '../ui/field.tsx';
import type { DeclaredUse } from './use-cases-api.ts';

/** The use of an app as it was said before; null: that part was never said. */
export type SaidBefore = { readonly [Name in keyof DeclaredUse]: DeclaredUse[Name] | null };

/** The fields of a use case. Both declarations have to be made; nothing is chosen for the organization. */
export function UseFields({ before }: { readonly before?: SaidBefore | undefined }) {
  const { t } = useTranslation();
  return (
    <>
      <LongField
        name="purpose"
        label={t('apps.purpose')}
        hint={t('apps.purposeHint')}
        defaultValue={before?.purpose ?? ''}
        maxLength={fieldLimits.appPurpose}
        required
      />
      <Field
        name="audience"
        label={t('apps.audience')}
        hint={t('apps.audienceHint')}
        defaultValue={before?.audience ?? ''}
        maxLength={fieldLimits.useCaseAudience}
        required
        dir="auto"
      />
      <Field
        name="shownAt"
        label={t('apps.shownAt')}
        hint={t('apps.shownAtHint')}
        defaultValue={before?.shownAt ?? ''}
        maxLength={fieldLimits.useCaseShownAt}
        dir="auto"
      />
      <div className="form choices-short">
        <YesOrNo name="training" said={before?.training} />
        <YesOrNo name="government" said={before?.government} />
      </div>
    </>
  );
}

type YesOrNoProps = { readonly name: 'training' | 'government'; readonly said: boolean | null | undefined };

function YesOrNo({ name, said }: YesOrNoProps) {
  const { t } = useTranslation();
  const value = said === undefined || said === null ? '' : said ? 'yes' : 'no';
  return (
    <Choice
      name={name}
      legend={t(`apps.declaration.${name}`)}
      value={value}
      options={(['no', 'yes'] as const).map((each) => ({ value: each, label: t(`apps.${each}`) }))}
    />
  );
}
