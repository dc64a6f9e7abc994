import { useTranslation } from 'react-i18next';
import { listLimits } from '../../../../shared/http/field-limits.ts';
import type { KeyDetailView } from '../../../../shared/http/views.ts';
import { fieldErrorsOf, ProblemError } from '../../api/problem.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { LongField } from '../../ui/field.tsx';
import { Editable } from './editable.tsx';
import { useKeyActions } from './key-api.ts';
import { networksIn, wrongRange } from './networks.ts';

type NetworksProps = { readonly apiKey: KeyDetailView; readonly mayChange: boolean };

/** The networks that a key may be used from. A range that the API refuses is named under the field. */
export function KeyNetworks({ apiKey, mayChange }: NetworksProps) {
  const { t } = useTranslation();
  const { change } = useKeyActions(apiKey.id);
  const save = async ({ cidrs: text = '' }: Record<string, string>) => {
    const cidrs = networksIn(text);
    try {
      await change({ cidrs });
    } catch (error) {
      const wrong = wrongRange(Object.keys(fieldErrorsOf(error)), cidrs);
      if (wrong === undefined || !(error instanceof ProblemError)) throw error;
      const errors = [{ field: 'cidrs', message: t('keyPage.wrongNetwork', { range: wrong }) }];
      throw new ProblemError({ ...error.problem, errors }, error.language);
    }
  };
  return (
    <Editable
      name={t('keyPage.networks')}
      fields={mayChange ? <NetworksField apiKey={apiKey} /> : undefined}
      onSave={save}
    >
      {apiKey.cidrs.length === 0 ? (
        t('keyPage.anyNetwork')
      ) : (
        <ul>
          {apiKey.cidrs.map((range) => (
            <li key={range}>
              <Code>{range}</Code>
            </li>
          ))}
        </ul>
      )}
    </Editable>
  );
}

/** Address ranges, one a line. More than the API takes are refused here already. */
function NetworksField({ apiKey: { cidrs } }: Pick<NetworksProps, 'apiKey'>) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const most = listLimits.keyCidrs;
  return (
    <LongField
      name="cidrs"
      label={t('keyPage.networks')}
      hint={t('keyPage.networksHint', { example: '203.0.113.0/24' })}
      defaultValue={cidrs.join('\n')}
      dir="ltr"
      spellCheck={false}
      onInput={({ currentTarget }) =>
        currentTarget.setCustomValidity(
          networksIn(currentTarget.value).length > most
            ? t('keyPage.tooManyNetworks', { count: most, formatted: number(most) })
            : '',
        )
      }
    />
  );
}
