import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.tsx';
import { handlePattern, handleRule } from './handle-rule.ts';

/** Asks for a handle. While the holder types, it shows what is wrong with the handle, or its public address. */
export function HandleField({ defaultValue = '' }: { readonly defaultValue?: string }) {
  const { t } = useTranslation();
  const [handle, setHandle] = useState(defaultValue);
  const rule = handleRule(handle.trim());
  return (
    <Field
      name="handle"
      label={t('badges.handle')}
      hint={
        <span aria-live="polite">
          {rule === 'fine' ? (
            <>
              {t('badges.handleRule.fine')} <bdi dir="ltr">{`${window.location.host}/badges/${handle.trim()}`}</bdi>
            </>
          ) : (
            t(`badges.handleRule.${rule}`)
          )}
        </span>
      }
      pattern={handlePattern}
      title={t('badges.handleRule.empty')}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      required
      dir="ltr"
      value={handle}
      onChange={(event) => setHandle(event.currentTarget.value)}
    />
  );
}
