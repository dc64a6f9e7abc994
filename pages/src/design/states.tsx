import { ScrollTable } from '../parts.tsx';
import { captionOf, Group, type Shown, State } from './shown.tsx';

type Text = Pick<Shown, 'text'>;

/** A place with its content missing or in doubt: empty, no match, loading, stale, partial, no permission, failed. */
export const States = ({ text, ...pane }: Shown) => (
  <Group title={text.states}>
    <State name={text.emptyName}>
      <div class="empty">
        <p>{text.empty}</p>
        <button class="button button-primary" type="button">
          {text.create}
        </button>
      </div>
    </State>
    <State name={text.noMatchName}>
      <div class="empty">
        <p>{text.noMatch}</p>
        <button class="button button-plain" type="button">
          {text.remove}
        </button>
      </div>
    </State>
    <State name={text.loadingName}>
      <div class="skeleton shown-wide">
        <span class="visually-hidden">{text.loading}</span>
        <span class="skeleton-line" aria-hidden="true" />
        <span class="skeleton-line" aria-hidden="true" />
        <span class="skeleton-line" aria-hidden="true" />
      </div>
    </State>
    <Stale text={text} />
    <Partial text={text} {...pane} />
    <Refused text={text} />
  </Group>
);

/** The last content stays, with its time. */
const Stale = ({ text }: Text) => (
  <State name={text.staleName}>
    <div class="stack">
      <p>
        <strong class="number">8,240</strong> <span class="small">{text.stale}</span>
      </p>
      <div class="note note-warn">
        <span>{text.staleText}</span>
      </div>
    </div>
  </State>
);

/** The parts that answered are shown; the one that did not has a word in its place. */
const Partial = ({ text, ...pane }: Shown) => (
  <State name={text.partialName}>
    <div class="stack shown-wide">
      <ScrollTable caption={captionOf(text.freshness, { text, ...pane })} head={[text.name, text.freshness]}>
        {[text.posts, text.films].map((name) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{text.fresh}</td>
          </tr>
        ))}
        <tr>
          <td>{text.trends}</td>
          <td>
            <span class="tag tag-warn">{text.unavailable}</span>
          </td>
        </tr>
      </ScrollTable>
      <div class="note note-warn">
        <span>{text.partial}</span>
        <button class="button button-plain button-small" type="button">
          {text.retry}
        </button>
      </div>
    </div>
  </State>
);

const Refused = ({ text }: Text) => (
  <>
    <State name={text.noRightName}>
      <div class="note">
        <strong>{text.noRight}</strong>
        <span>{text.noRightText}</span>
      </div>
    </State>
    <State name={text.failedName}>
      <div class="note note-bad">
        <strong>{text.bad}</strong>
        <span>{text.badText}</span>
        <span class="small">
          {text.requestId} <code dir="ltr">req_7f3a</code>
        </span>
        <button class="button button-plain button-small" type="button">
          {text.retry}
        </button>
      </div>
    </State>
  </>
);
