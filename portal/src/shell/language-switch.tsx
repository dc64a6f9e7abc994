import { useTranslation } from 'react-i18next';
import { chooseLanguage, languages } from '../i18n/language.ts';

/** Switches to the other language, named in that language. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'ar' ? 'en' : 'ar';
  return (
    <button
      type="button"
      className="button button-quiet"
      lang={other}
      dir={i18n.dir(other)}
      onClick={() => void chooseLanguage(other)}
    >
      {languages[other]}
    </button>
  );
}
