import type { Field, FieldKind } from '../../reference/model.ts';
import type { Reader } from '../site.ts';
import { Told } from './told.tsx';

type FieldListProps = { readonly fields: readonly Field[]; readonly reader: Reader; readonly showsRequired?: boolean };

/** Parameters or fields, one below the other: name, type, limits and meaning. */
export const FieldList = ({ fields, reader, showsRequired = false }: FieldListProps) => (
  <dl class="field-list">
    {fields.map((field) => (
      <div key={field.name}>
        <dt>
          <code dir="ltr">{field.name}</code> <span class="small">{typeText(field.kind, reader)}</span>
          {showsRequired && field.isRequired && <span class="tag">{reader.say('reference.required')}</span>}
        </dt>
        <dd>
          {field.told && <Told text={field.told} />} <Limits field={field} reader={reader} />
        </dd>
      </div>
    ))}
  </dl>
);

function typeText({ name, isList, isNullable }: FieldKind, { say }: Reader): string {
  const type = say(`reference.type.${name}`);
  const whole = isList ? say('reference.list', { type }) : type;
  return isNullable ? say('reference.nullable', { type: whole }) : whole;
}

/** The allowed values, bounds and default. */
function Limits({
  field: { kind, default: otherwise },
  reader: { say },
}: {
  readonly field: Field;
  readonly reader: Reader;
}) {
  const { values, from, to, name } = kind;
  const isNumber = name === 'integer' || name === 'number';
  return (
    <span class="field-limits">
      {values.length > 0 && (
        <span dir="ltr">
          {values.map((value) => (
            <code key={value}>{value}</code>
          ))}
        </span>
      )}
      {isNumber && from !== null && to !== null && <span>{say('reference.between', { from, to })}</span>}
      {isNumber && from !== null && to === null && <span>{say('reference.atLeast', { from })}</span>}
      {name === 'string' && to !== null && <span>{say('reference.longest', { count: to })}</span>}
      {otherwise !== null && otherwise !== '' && (
        <span>
          {say('reference.default')} <code>{otherwise}</code>
        </span>
      )}
    </span>
  );
}
