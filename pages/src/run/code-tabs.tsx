import { useId } from 'preact/hooks';
import type { Say } from '../words.ts';
import { codeFor, codeLanguages } from './code.ts';

type CodeTabsProps = { readonly address: string; readonly hasKey: boolean; readonly say: Say };

/** The request as code in each language, one shown at a time. The choice is made of radio buttons, which need no script. */
export function CodeTabs({ address, hasKey, say }: CodeTabsProps) {
  const id = useId();
  return (
    <div class="code-tabs" data-code>
      <fieldset class="tabs">
        <legend class="visually-hidden">{say('run.codeIn')}</legend>
        {codeLanguages.map((language, i) => (
          <label key={language} class="tab">
            <input type="radio" name={`${id}-code`} value={language} defaultChecked={i === 0} data-tab={i} />
            <span dir="ltr">{language}</span>
          </label>
        ))}
        <button class="button button-quiet button-small needs-script" type="button" data-copy>
          {say('code.copy')}
        </button>
      </fieldset>
      {codeLanguages.map((language, i) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        <figure key={language} class="code" dir="ltr" lang="en" tabIndex={0} aria-label={language} data-panel={i}>
          <pre>
            <code>{codeFor[language](address, hasKey)}</code>
          </pre>
        </figure>
      ))}
    </div>
  );
}
