import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatsOf } from './locale-formats.ts';

/** The formats of the chosen language. */
export function useFormat() {
  const { i18n } = useTranslation();
  const language = i18n.language === 'ar' ? 'ar' : 'en';
  return useMemo(() => formatsOf(language), [language]);
}
