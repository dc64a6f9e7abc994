import { Group, idOf, type Shown, State } from './shown.tsx';

/** Choices of one, of several, in a bar, and what unfolds, each with its states. */
export const Choices = ({ text, ...pane }: Shown) => (
  <Group title={text.choices}>
    <div class="shown-row">
      <fieldset class="choice">
        <legend>{text.key}</legend>
        {[text.testKey, text.liveKey].map((label, i) => (
          <label class="choice-option" key={label}>
            <input type="radio" name={idOf('kind', pane)} checked={i === 0} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div class="segments">
        {[text.month, text.year].map((label, i) => (
          <label key={label}>
            <input type="radio" name={idOf('interval', pane)} checked={i === 0} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </div>
    <Ticks text={text} {...pane} />
    <div class="shown-row">
      {[false, true].map((isOpen) => (
        <State name={isOpen ? text.open : text.closed} key={String(isOpen)}>
          <details open={isOpen}>
            <summary>{text.folded}</summary>
            <p>{text.noMatch}</p>
          </details>
        </State>
      ))}
    </div>
  </Group>
);

const Ticks = ({ text, ...pane }: Shown) => (
  <div class="shown-row">
    {(['rest', 'focus', 'chosen', 'disabled'] as const).map((state) => (
      <State name={text[state]} key={state}>
        <label class="choice-option">
          <input
            type="checkbox"
            class={state === 'focus' ? 'is-focus' : undefined}
            checked={state === 'chosen'}
            disabled={state === 'disabled'}
          />
          <span>{text.tick}</span>
        </label>
        {state === 'disabled' && <span class="hint">{text.disabledWhy}</span>}
      </State>
    ))}
    <State name={text.invalid}>
      <label class="choice-option">
        <input type="checkbox" aria-invalid="true" aria-describedby={idOf('tick', pane)} />
        <span>{text.tick}</span>
      </label>
      <p class="field-error" id={idOf('tick', pane)}>
        {text.tickWhy}
      </p>
    </State>
  </div>
);
