import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { storesAnything } from '../shell/storage-needed.tsx';

/** The portal's languages, each by its own name. */
export const languages = { en: 'English', ar: 'العربية' } as const;
/** The code of a language of the portal. */
export type Language = keyof typeof languages;

const storageName = 'tollgate.language';
const isLanguage = (value: string | null | undefined): value is Language => value === 'en' || value === 'ar';

/** The language that a public page named when it led here; from then on it is the chosen one. */
function askedLanguage(): Language | undefined {
  const asked = new URLSearchParams(window.location.search).get('language');
  if (!isLanguage(asked)) return undefined;
  if (storesAnything()) localStorage.setItem(storageName, asked);
  return asked;
}

function storedLanguage(): Language | undefined {
  const stored = storesAnything() ? localStorage.getItem(storageName) : null;
  return isLanguage(stored) ? stored : undefined;
}

/** The language of the page that led here, else the one chosen before, else the browser's first that the portal has, else English. */
function preferredLanguage(): Language {
  const asked = askedLanguage() ?? storedLanguage();
  if (asked) return asked;
  return navigator.languages.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en';
}

/** Switches, and remembers the choice in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageName, language);
  await i18next.changeLanguage(language);
}

/**
 * Fetches the Arabic font, which the page names, beside the texts. With `font-display: optional`, a face that comes after them is not shown.
 */
function preloadArabicFont() {
  const href = document.querySelector<HTMLMetaElement>('meta[name=arabic-font]')?.content;
  if (!href) return;
  const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'font', type: 'font/woff2', href });
  link.crossOrigin = 'anonymous';
  document.head.append(link);
}

/** The portal's own texts, and those of problems, which API and public pages share. */
const texts = {
  en: async () => ({
    ...(await import('./en.json')).default,
    problems: (await import('../../../shared/problems/en.json')).default,
  }),
  ar: async () => {
    preloadArabicFont();
    return {
      ...(await import('./ar.json')).default,
      problems: (await import('../../../shared/problems/ar.json')).default,
    };
  },
};

function markDocument(language: string) {
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

/** The reader declares two parameters, so that i18next expects a promise; with three it would wait for a callback. */
const reader = {
  type: 'backend' as const,
  init: () => undefined,
  read: async (language: string, _namespace: string) => (isLanguage(language) ? texts[language]() : {}),
};

/** Loads the texts of the preferred language, and of others when they are chosen. */
export async function startLanguages(): Promise<void> {
  i18next.on('languageChanged', markDocument);
  await i18next
    .use(reader)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      fallbackLng: false,
      supportedLngs: Object.keys(languages),
      interpolation: { escapeValue: false },
    });
}
