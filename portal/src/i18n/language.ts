import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { storesAnything } from '../shell/storage-needed.tsx';
import type { TextPart } from './text-parts.ts';

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
  if (language === 'ar') preloadArabicFont();
  await addTexts(language);
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

type Texts = Readonly<Record<string, unknown>>;
type Files = Readonly<Record<string, () => Promise<Texts>>>;

/** The files of one part, by the path of the file of each language. `text-parts` says what is in it. */
const files: Readonly<Record<TextPart, Files>> = {
  shell: import.meta.glob<Texts>('./*.json', { query: '?part=shell', import: 'default' }),
  overview: import.meta.glob<Texts>('./*.json', { query: '?part=overview', import: 'default' }),
  account: import.meta.glob<Texts>('./*.json', { query: '?part=account', import: 'default' }),
  buyer: import.meta.glob<Texts>('./*.json', { query: '?part=buyer', import: 'default' }),
  today: import.meta.glob<Texts>('./*.json', { query: '?part=today', import: 'default' }),
  trail: import.meta.glob<Texts>('./*.json', { query: '?part=trail', import: 'default' }),
  console: import.meta.glob<Texts>('./*.json', { query: '?part=console', import: 'default' }),
};

/** Titles and advice of problems, from the texts that API and public pages share. */
const problems: Files = import.meta.glob<Texts>('../../../shared/problems/{en,ar}.json', {
  query: '?part=problems',
  import: 'default',
});

/** The parts that pages of this visit have asked for. */
const asked = new Set<TextPart>(['shell']);

/** Puts the texts of all parts that were asked for beside those that are there. */
async function addTexts(language: Language): Promise<void> {
  const own = Promise.all([...asked].map((part) => files[part][`./${language}.json`]?.()));
  const ofProblems = await problems[`../../../shared/problems/${language}.json`]?.();
  for (const texts of [{ problems: ofProblems }, ...(await own)])
    i18next.addResourceBundle(language, 'translation', texts, true, true);
}

/** Loads the texts of a page in the language of the visit, and from then on in any other that is chosen. */
export async function loadTexts(parts: readonly TextPart[]): Promise<void> {
  for (const part of parts) asked.add(part);
  await addTexts(i18next.language as Language);
}

function markDocument(language: string) {
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

/** Loads the texts of the preferred language for the frame and the parts of the first page. Those of others come when they are chosen. */
export async function startLanguages(parts: readonly TextPart[]): Promise<void> {
  for (const part of parts) asked.add(part);
  i18next.on('languageChanged', markDocument);
  const language = preferredLanguage();
  if (language === 'ar') preloadArabicFont();
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    supportedLngs: Object.keys(languages),
    interpolation: { escapeValue: false },
  });
  await addTexts(language);
  await i18next.changeLanguage(language);
}
