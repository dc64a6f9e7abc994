import type { RunField, RunForm } from '../../reference/model.ts';
import type { Reader } from '../site.ts';

type TryProps = { readonly id: string; readonly form: RunForm; readonly reader: Reader };

/** Runs an operation from its page, with a key or the session of who is signed in. Its island is `try`; without script it is not there. */
export function TryOperation({ id, form, reader }: TryProps) {
  const { say, toPortal } = reader;
  const { needs, most, path } = form;
  const isOpen = needs === 'nothing';
  return (
    <div
      class="run needs-script"
      data-try={path}
      data-most={String(most)}
      data-took={say('try.took', { ms: '{ms}' })}
      data-charged={say('try.charged', { cost: '{cost}' })}
      data-failed={say('run.failed.other')}
      data-why={say('run.why')}
      data-problems={reader.to('/problems/')}
    >
      {!isOpen && (
        <p class="when-out small">
          {say('try.signIn')} <a href={toPortal('/sign-in')}>{say('nav.signIn')}</a>
        </p>
      )}
      <form class={isOpen ? 'try' : 'try when-in'}>
        <TryFields id={id} form={form} reader={reader} />
        <div class="cost-question" role="alert" hidden>
          <p>{say('run.costs', { count: most })}</p>
          <p class="button-row">
            <button class="button button-primary button-small" type="button" data-answer="yes">
              {say('run.agree')}
            </button>
            <button class="button button-plain button-small" type="button" data-answer="no">
              {say('run.disagree')}
            </button>
          </p>
        </div>
        <p class="run-status" role="status" />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <figure class="code" dir="ltr" lang="en" tabIndex={0} aria-label={say('try.answer')} hidden>
          <pre>
            <code />
          </pre>
        </figure>
      </form>
    </div>
  );
}

function TryFields({ id, form: { fields, needs }, reader: { say } }: TryProps) {
  const [needed, others] = [fields.filter(({ isRequired }) => isRequired), fields.filter((each) => !each.isRequired)];
  return (
    <div class="run-form">
      {needed.map((field) => (
        <TryField key={field.name} id={id} field={field} />
      ))}
      {needs === 'key' && (
        <div class="field">
          <label for={`${id}-try-key`}>{say('run.key')}</label>
          <select id={`${id}-try-key`} data-key>
            <option value="test">{say('run.key.test')}</option>
            <option value="live">{say('run.key.live')}</option>
          </select>
        </div>
      )}
      {others.length > 0 && (
        <details class="more-filters">
          <summary>{say('try.more', { count: others.length })}</summary>
          <div class="run-more">
            {others.map((field) => (
              <TryField key={field.name} id={id} field={field} />
            ))}
          </div>
        </details>
      )}
      <button class="button button-primary run-button" type="submit">
        {say('run.run')}
      </button>
    </div>
  );
}

const numeric = { type: 'number' } as const;
const plain = { type: 'text' } as const;

type TryFieldProps = { readonly id: string; readonly field: RunField };

function TryField({ id, field: { name, place, isRequired, isNumber, choices, start } }: TryFieldProps) {
  const own = `${id}-try-${name}`;
  const shared = { id: own, name, required: isRequired, 'data-place': place };
  return (
    <div class="field">
      <label for={own}>
        <code>{name}</code>
      </label>
      {choices.length > 0 ? (
        <select {...shared} lang="en" dir="ltr">
          {!isRequired && <option value="">–</option>}
          {choices.map((value) => (
            <option key={value} value={value} selected={value === start}>
              {value}
            </option>
          ))}
        </select>
      ) : (
        <input {...shared} dir="ltr" {...(isNumber ? numeric : plain)} autocomplete="off" defaultValue={start} />
      )}
    </div>
  );
}
