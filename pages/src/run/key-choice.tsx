import type { Say } from '../words.ts';
import type { KeyKind } from './browser-key.ts';

type KeyChoiceProps = {
  readonly id: string;
  readonly kind: KeyKind;
  readonly say: Say;
  readonly onChoose: (kind: KeyKind) => void;
};

const kinds = ['none', 'test', 'live'] as const;

/** The key to run with, for a browser that signed in. Others do not see it. */
export const KeyChoice = ({ id, kind, say, onChoose }: KeyChoiceProps) => (
  <div class="field when-in">
    <label for={`${id}-key`}>{say('run.key')}</label>
    <select
      id={`${id}-key`}
      value={kind}
      onChange={({ currentTarget: { value } }) => onChoose(kinds.find((each) => each === value) ?? 'none')}
    >
      {kinds.map((each) => (
        <option key={each} value={each}>
          {say(`run.key.${each}`)}
        </option>
      ))}
    </select>
  </div>
);

type CostQuestionProps = {
  readonly count: number;
  readonly say: Say;
  readonly onAnswer: (isAgreed: boolean) => void;
};

/** A request with a live key costs: it is sent once the reader has agreed to the number. */
export const CostQuestion = ({ count, say, onAnswer }: CostQuestionProps) => (
  <div class="cost-question" role="alert">
    <p>{say('run.costs', { count })}</p>
    <p class="button-row">
      <button class="button button-primary button-small" type="button" onClick={() => onAnswer(true)}>
        {say('run.agree')}
      </button>
      <button class="button button-plain button-small" type="button" onClick={() => onAnswer(false)}>
        {say('run.disagree')}
      </button>
    </p>
  </div>
);
