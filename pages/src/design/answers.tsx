import { CodeBlock, ScrollTable } from '../parts.tsx';
import { Group, type Shown } from './shown.tsx';

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
    {(['good', 'warn', 'bad', 'info'] as const).map((tone) => (
      <div class={`note note-${tone}`} key={tone}>
        <strong>{text[tone]}</strong>
        <span>{text[`${tone}Text`]}</span>
      </div>
    ))}
  </Group>
);

/** Rows with the pointer on one and one selected, facts, a chart and code. */
export const Content = ({ text, theme }: Shown) => (
  <Group title={text.content}>
    <ScrollTable caption={`${text.requests} (${text[theme]})`} head={[text.when, text.state, text.key, text.records]}>
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
    <dl class="facts">
      <dt>{text.lastUsed}</dt>
      <dd>
        <time datetime="2026-12-01T14:02:00Z">14:02</time>
      </dd>
      <dt>{text.records}</dt>
      <dd class="number">10,000</dd>
    </dl>
    <figure class="chart">
      <svg viewBox="0 0 70 100" preserveAspectRatio="none" role="img" aria-label={`${text.chart} (${text[theme]})`}>
        {week.map((height, i) => (
          <rect key={height} x={i * 10 + 1} y={100 - height} width="8" height={height} />
        ))}
      </svg>
    </figure>
    <CodeBlock label={`${text.code} (${text[theme]})`}>
      {'curl -H "Authorization: Bearer tg_live_…" \\\n  https://data.example/data/posts'}
    </CodeBlock>
  </Group>
);

/** A place without content: nothing yet, no match, loading, old, in part, without permission, failed. */
export const Nothing = ({ text }: Shown) => (
  <Group title={text.nothing}>
    <div class="empty">
      <p>{text.empty}</p>
      <button class="button button-primary" type="button">
        {text.create}
      </button>
    </div>
    <div class="empty">
      <p>{text.noMatch}</p>
      <button class="button button-plain" type="button">
        {text.remove}
      </button>
    </div>
    <div class="skeleton">
      <span class="visually-hidden">{text.loading}</span>
      <span class="skeleton-line" aria-hidden="true" />
      <span class="skeleton-line" aria-hidden="true" />
      <span class="skeleton-line" aria-hidden="true" />
    </div>
    <Remarks text={text} />
  </Group>
);

const Remarks = ({ text }: Pick<Shown, 'text'>) => (
  <>
    <div class="note">
      <strong>{text.stale}</strong>
      <span>{text.staleText}</span>
    </div>
    <div class="note note-warn">
      <strong>{text.partial}</strong>
    </div>
    <div class="note">
      <strong>{text.noRight}</strong>
      <span>{text.noRightText}</span>
    </div>
    <div class="note note-bad">
      <strong>{text.bad}</strong>
      <span>
        {text.badText} <code dir="ltr">req_7f3a</code>
      </span>
      <button class="button button-plain button-small" type="button">
        {text.retry}
      </button>
    </div>
  </>
);

/** A question that must be answered, and the sentence that tells an outcome. */
export const Dialog = ({ text, theme }: Shown) => (
  <Group title={text.dialog}>
    <dialog open aria-labelledby={`${theme}-question`}>
      <h2 id={`${theme}-question`}>{text.question}</h2>
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
