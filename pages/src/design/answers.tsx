import { CodeBlock, ScrollTable } from '../parts.tsx';
import { captionOf, Group, idOf, type Shown } from './shown.tsx';

const week = [40, 62, 58, 90, 71, 22, 12] as const;

/** A state in a word, and a remark inside a page. */
export const Labels = ({ text }: Shown) => (
  <Group title={text.labels}>
    <p class="button-row">
      <span class="tag tag-live">{text.liveKey}</span>
      <span class="tag tag-test">{text.testKey}</span>
      <span class="tag tag-good">{text.active}</span>
      <span class="tag tag-warn">{text.review}</span>
      <span class="tag tag-bad">{text.failed}</span>
      <span class="tag tag-info">{text.scheduled}</span>
      <span class="tag">{text.ended}</span>
    </p>
    <div class="note">
      <strong>{text.plainNote}</strong>
      <span>{text.plainNoteText}</span>
    </div>
    {(['good', 'warn', 'bad', 'info'] as const).map((tone) => (
      <div class={`note note-${tone}`} key={tone}>
        <strong>{text[tone]}</strong>
        <span>{text[`${tone}Text`]}</span>
      </div>
    ))}
  </Group>
);

/** Rows with the pointer on one and one selected, facts, a chart and code. */
export const Content = ({ text, theme, language }: Shown) => (
  <Group title={text.content}>
    <Requests text={text} theme={theme} language={language} />
    <div class="shown-narrow">
      <p class="small">{text.narrow}</p>
      <Requests text={text} theme={theme} language={language} name={text.narrow} lists />
    </div>
    <dl class="facts">
      <dt>{text.lastUsed}</dt>
      <dd>
        <time datetime="2026-12-01T14:02:00Z">14:02</time>
      </dd>
      <dt>{text.records}</dt>
      <dd class="number">10,000</dd>
    </dl>
    <figure class="chart">
      <svg
        viewBox="0 0 70 100"
        preserveAspectRatio="none"
        role="img"
        aria-label={captionOf(text.chart, { text, theme, language })}
      >
        {week.map((height, i) => (
          <rect key={height} x={i * 10 + 1} y={100 - height} width="8" height={height} />
        ))}
      </svg>
    </figure>
    <CodeBlock label={captionOf(text.code, { text, theme, language })}>
      {'curl -H "Authorization: Bearer tg_live_…" \\\n  https://data.example/data/posts'}
    </CodeBlock>
  </Group>
);

type RequestsProps = Shown & { readonly name?: string; readonly lists?: boolean };

/** A table whose rows are at rest, under the pointer and selected. */
const Requests = ({ text, theme, language, name = text.requests, lists }: RequestsProps) => (
  <ScrollTable
    lists={lists}
    caption={captionOf(name, { text, theme, language })}
    head={[text.when, text.state, text.key, text.records]}
  >
    {(['', 'is-hover', 'is-selected'] as const).map((row) => (
      <tr key={row} class={row}>
        <td>
          <time datetime="2026-12-01T14:02:00Z">14:02</time>
        </td>
        <td>
          <span class="tag tag-good">{text.active}</span>
        </td>
        <td>
          <code dir="ltr">tg_live_LKkz…</code>
        </td>
        <td class="number">1,428</td>
      </tr>
    ))}
  </ScrollTable>
);

/** A question that must be answered, and the sentence that tells an outcome. */
export const Dialog = ({ text, theme, language }: Shown) => (
  <Group title={text.dialog}>
    <dialog open aria-labelledby={idOf('question', { theme, language })}>
      <h2 id={idOf('question', { theme, language })}>{text.question}</h2>
      <p class="dialog-body">{text.questionText}</p>
      <div class="button-row">
        <button class="button button-danger" type="button">
          {text.revoke}
        </button>
        <button class="button button-plain" type="button">
          {text.keep}
        </button>
      </div>
    </dialog>
    <p class="said shown-said">{text.copied}</p>
  </Group>
);
