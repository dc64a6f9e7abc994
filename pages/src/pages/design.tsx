import type { FunctionComponent } from 'preact';
import { Content, Dialog, Labels } from '../design/answers.tsx';
import { Choices } from '../design/choices.tsx';
import { Buttons, Fields } from '../design/controls.tsx';
import { Colours, Space, Type } from '../design/foundations.tsx';
import { Cards, Links } from '../design/places.tsx';
import { idOf, type Shown } from '../design/shown.tsx';
import { States } from '../design/states.tsx';
import { designArabic } from '../design/texts-ar.ts';
import { designEnglish } from '../design/texts-en.ts';
import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

const texts = { en: designEnglish, ar: designArabic } as const;
const other = { en: 'ar', ar: 'en' } as const;
const foundations = [Colours, Type, Space];
const parts = [Buttons, Fields, Choices, Links, Cards, Labels, Content, States, Dialog];

/** `/design`: the foundations, then every component with each state, in both themes and both directions. */
export function designPage({ language }: Reader): Page {
  const text = texts[language];
  return {
    address: '/design',
    title: text.title,
    description: text.description,
    body: (
      <>
        <PageHeader title={text.title} lead={text.lead} />
        <Themes language={language} shown={[...foundations, ...parts]} />
        <section class="section" aria-labelledby="other-language">
          <h2 id="other-language">{text.otherLanguage}</h2>
          <div lang={other[language]} dir={language === 'en' ? 'rtl' : 'ltr'}>
            <Themes language={other[language]} shown={parts} />
          </div>
        </section>
      </>
    ),
  };
}

type ThemesProps = { readonly language: 'en' | 'ar'; readonly shown: readonly FunctionComponent<Shown>[] };

/** The same parts in the light theme and in the dark one. */
function Themes({ language, shown }: ThemesProps) {
  const text = texts[language];
  return (
    <div class="shown-themes">
      {(['light', 'dark'] as const).map((theme) => (
        <section
          key={theme}
          class="shown-theme"
          data-theme={theme}
          aria-labelledby={idOf('theme', { theme, language })}
        >
          <h2 id={idOf('theme', { theme, language })}>{text[theme]}</h2>
          {shown.map((Part) => (
            <Part key={Part.name} text={text} theme={theme} language={language} />
          ))}
        </section>
      ))}
    </div>
  );
}
