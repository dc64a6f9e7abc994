import { Content, Dialog, Labels, Nothing } from '../design/answers.tsx';
import { Buttons, Choices, Fields } from '../design/controls.tsx';
import { Colours, Space, Type } from '../design/foundations.tsx';
import { designTexts } from '../design/texts.ts';
import type { Page } from '../page.ts';
import { PageHeader } from '../parts.tsx';
import type { Reader } from '../site.ts';

const parts = [Colours, Type, Space, Buttons, Fields, Choices, Labels, Content, Nothing, Dialog];

/** `/design`: every component in both themes and each state. The other direction is the page in the other language. */
export function designPage({ language }: Reader): Page {
  const text = designTexts[language];
  return {
    address: '/design',
    title: text.title,
    description: text.description,
    body: (
      <>
        <PageHeader title={text.title} lead={text.lead} />
        <div class="shown-themes">
          {(['light', 'dark'] as const).map((theme) => (
            <section key={theme} class="shown-theme" data-theme={theme} aria-labelledby={`${theme}-theme`}>
              <h2 id={`${theme}-theme`}>{text[theme]}</h2>
              {parts.map((Part) => (
                <Part key={Part.name} text={text} theme={theme} />
              ))}
            </section>
          ))}
        </div>
      </>
    ),
  };
}
