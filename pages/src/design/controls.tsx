import { Group, idOf, type Shown, State } from './shown.tsx';

const kinds = ['primary', 'plain', 'quiet', 'danger'] as const;

/** Every kind of button in every state. */
export const Buttons = ({ text }: Shown) => (
  <Group title={text.buttons}>
    {kinds.map((kind) => {
      const label = kind === 'danger' ? text.revoke : kind === 'primary' ? text.create : text.save;
      const button = `button button-${kind}`;
      return (
        <div class="shown-row" key={kind}>
          <State name={text.rest}>
            <button class={button} type="button">
              {label}
            </button>
          </State>
          <State name={text.hover}>
            <button class={`${button} is-hover`} type="button">
              {label}
            </button>
          </State>
          <State name={text.focus}>
            <button class={`${button} is-focus`} type="button">
              {label}
            </button>
          </State>
          <State name={text.pressed}>
            <button class={`${button} is-pressed`} type="button">
              {label}
            </button>
          </State>
          <State name={text.busy}>
            <button class={button} type="button" aria-busy="true">
              {label}
            </button>
          </State>
        </div>
      );
    })}
    <DisabledButton text={text} />
    <div class="shown-row">
      <State name={text.small}>
        <button class="button button-plain button-small" type="button">
          {text.more}
        </button>
      </State>
    </div>
  </Group>
);

const DisabledButton = ({ text }: Pick<Shown, 'text'>) => (
  <div class="shown-row">
    <State name={text.disabled}>
      <button class="button button-primary" type="button" disabled>
        {text.create}
      </button>
      <span class="hint">{text.disabledWhy}</span>
    </State>
    <State name={text.selected}>
      <button class="button button-plain" type="button" aria-pressed="true">
        {text.month}
      </button>
    </State>
  </div>
);

/** A field in every state, with its message. */
export const Fields = ({ text, ...pane }: Shown) => {
  const id = (name: string) => idOf(name, pane);
  return (
    <Group title={text.fields}>
      <div class="shown-fields">
        {(['rest', 'hover', 'focus'] as const).map((state) => (
          <div class="field" key={state}>
            <label for={id(state)}>{text[state]}</label>
            <input class={`is-${state}`} id={id(state)} value={text.typeSample} />
          </div>
        ))}
        <div class="field">
          <label for={id('invalid')}>{text.invalid}</label>
          <input id={id('invalid')} value="1.5.0" aria-invalid="true" aria-describedby={id('why')} dir="ltr" />
          <p class="field-error" id={id('why')}>
            {text.invalidWhy}
          </p>
        </div>
        <div class="field">
          <label for={id('fixed')}>{text.readOnly}</label>
          <input id={id('fixed')} value="tg_test_8Kq2…" readOnly dir="ltr" />
        </div>
        <div class="field">
          <label for={id('off')}>{text.disabled}</label>
          <select id={id('off')} disabled>
            <option>{text.month}</option>
          </select>
          <p class="hint">{text.disabledWhy}</p>
        </div>
        <div class="field">
          <label for={id('long')}>{text.longText}</label>
          <textarea id={id('long')} rows={2} value={text.longSample} />
        </div>
        <div class="field">
          <label for={id('file')}>{text.file}</label>
          <input id={id('file')} type="file" />
        </div>
      </div>
    </Group>
  );
};
