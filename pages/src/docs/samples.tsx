import type { Sample } from '../../guides/blocks.ts';
import type { Say } from '../words.ts';

const names = { bash: 'curl', typescript: 'TypeScript', python: 'Python', json: 'JSON', http: 'HTTP', html: 'HTML' };
/** Commands of other programs than `curl` are named by where they run. */
const nameOf = ({ language, text }: Sample, say: Say): string =>
  language === 'bash' && !/\bcurl\b/.test(text) ? say('code.shell') : names[language];

/** Code is left to right in every language, and the keyboard reaches what scrolls (WCAG 2.1.1). */
const scrolls = { dir: 'ltr', lang: 'en', tabIndex: 0 } as const;

type SamplesProps = { readonly id: string; readonly samples: readonly Sample[]; readonly say: Say };

/** Code with its highlighting; the same in several languages is shown one at a time, by radio buttons that need no script. */
export function Samples({ id, samples, say }: SamplesProps) {
  return (
    <div class="code-tabs" data-code>
      <fieldset class="tabs">
        <legend class="visually-hidden">{say('run.codeIn')}</legend>
        {samples.map((sample, i) =>
          samples.length === 1 ? (
            <span key={sample.language} class="tab tab-only" dir="auto">
              {nameOf(sample, say)}
            </span>
          ) : (
            <label key={sample.language} class="tab">
              <input type="radio" name={id} value={sample.language} defaultChecked={i === 0} data-tab={i} />
              <span dir="auto">{nameOf(sample, say)}</span>
            </label>
          ),
        )}
        <button class="button button-quiet button-small needs-script" type="button" data-copy>
          {say('code.copy')}
        </button>
      </fieldset>
      {samples.map((sample, i) => (
        <figure key={sample.language} class="code" {...scrolls} aria-label={nameOf(sample, say)} data-panel={i}>
          <pre>
            {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own code, highlighted and escaped at build */}
            <code dangerouslySetInnerHTML={{ __html: sample.html }} />
          </pre>
        </figure>
      ))}
    </div>
  );
}
