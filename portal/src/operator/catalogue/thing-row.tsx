import { useTranslation } from 'react-i18next';
import type { CatalogueDifferenceView, ComparedThingView } from '../../../../shared/http/views.ts';
import { Code } from '../../ui/code.tsx';
import { Absent } from '../../ui/scroll-table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ComparedValue } from './compared-value.tsx';

const tones = { same: 'good', new: 'warn', changed: 'warn', only_at_stripe: 'bad' } as const;

/** One thing of the catalogue: whether Stripe has the same, and each field that a push would change. */
export function ThingRow({ thing: { kind, id, name, state, differences } }: { readonly thing: ComparedThingView }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">
        {name === '' ? t(`catalogueDiff.kind.${kind}`) : <bdi>{name}</bdi>}
        {name !== '' && (
          <span className="small">
            {t(`catalogueDiff.kind.${kind}`)} · <Code>{id}</Code>
          </span>
        )}
      </th>
      <td>
        <Tag tone={tones[state]}>{t(`catalogueDiff.state.${state}`)}</Tag>
      </td>
      <td>
        {differences.length === 0 ? (
          <Absent />
        ) : (
          <ul className="differences">
            {differences.map((difference, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a code may both end and begin, and the list never changes in place
              <Change key={`${difference.field} ${difference.of} ${n}`} difference={difference} />
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}

function Change({ difference: { of, field, catalogue, stripe } }: { readonly difference: CatalogueDifferenceView }) {
  const { t } = useTranslation();
  return (
    <li>
      <span className="small">
        {t(`catalogueDiff.field.${field}`)}
        {of !== null && (
          <>
            {' · '}
            <Code>{of}</Code>
          </>
        )}
      </span>
      <del>
        <ComparedValue value={stripe} />
      </del>
      <span className="arrow" aria-hidden="true">
        →
      </span>
      <ins>
        <ComparedValue value={catalogue} />
      </ins>
    </li>
  );
}
