import { CodeBlock } from '../parts.tsx';
import { captionOf, Group, idOf, type Shown, State } from './shown.tsx';

/** Links, tabs and the menu of a narrow screen. */
export const Links = ({ text, ...pane }: Shown) => (
  <Group title={text.links}>
    <div class="shown-row">
      {(['rest', 'hover', 'focus'] as const).map((state) => (
        <State name={text[state]} key={state}>
          <a class={`is-${state}`} href="#main">
            {text.link}
          </a>
        </State>
      ))}
      <State name={text.current}>
        <span class="nav">
          <a href="#main" aria-current="page">
            {text.requests}
          </a>
        </span>
      </State>
    </div>
    <State name={text.menu}>
      <ul class="shown-menu">
        {[text.requests, text.key, text.records].map((name) => (
          <li key={name}>
            <a href="#main">{name}</a>
          </li>
        ))}
      </ul>
    </State>
    <Tabs text={text} {...pane} />
  </Group>
);

const Tabs = ({ text, ...pane }: Shown) => (
  <div class="code-tabs">
    <fieldset class="tabs">
      <legend class="small">{text.tabs}</legend>
      {['curl', 'TypeScript'].map((name, i) => (
        <label class="tab" key={name}>
          <input type="radio" name={idOf('code', pane)} checked={i === 0} data-tab={i} />
          <span dir="ltr">{name}</span>
        </label>
      ))}
    </fieldset>
    <CodeBlock label={captionOf(text.tabs, { text, ...pane })}>curl https://data.example/data/posts</CodeBlock>
  </div>
);

const meters = [
  ['usedLow', '', 14],
  ['used', ' meter-warn', 82],
  ['usedAll', ' meter-bad', 100],
] as const;

/** Cards, and how much of an allowance is used. */
export const Cards = ({ text }: Shown) => (
  <Group title={text.cards}>
    <ul class="cards cards-short">
      {[text.basic, text.posts].map((name) => (
        <li class="card" key={name}>
          <h4>{name}</h4>
          <p>{text.cardText}</p>
        </li>
      ))}
    </ul>
    <p class="small">{text.meters}</p>
    {meters.map(([name, tone, percent]) => (
      <div key={name}>
        <div class={`meter${tone}`} aria-hidden="true">
          <span class={`shown-${percent}`} />
        </div>
        <p class="small">{text[name]}</p>
      </div>
    ))}
  </Group>
);
