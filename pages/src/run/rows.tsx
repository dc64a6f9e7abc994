import type { SampleRow, Value } from '../site.ts';
import type { RunDataset } from './dataset.ts';

type RowsProps = {
  readonly dataset: RunDataset;
  readonly rows: readonly SampleRow[];
  readonly caption: string;
  readonly dateTime: (iso: string) => string;
};

/** The fields that a narrow screen shows: what a record is about, when it was, and its text. */
function columnsOf({ fields, timeField, textFields }: RunDataset): ReadonlyMap<string, string> {
  const texts = fields.filter(({ type }) => type === 'string').map(({ name }) => name);
  const name = texts.find((each) => !textFields.includes(each)) ?? 'id';
  const text = textFields[0] ?? texts.find((each) => each !== name) ?? '';
  return new Map([
    [timeField ?? '', 'col-time'],
    [text, 'col-text'],
    [name, 'col-name'],
  ]);
}

/** Records as a table of one line each. A narrow screen shows three of its fields. */
export function Rows({ dataset, rows, caption, dateTime }: RowsProps) {
  const columns = columnsOf(dataset);
  const fields = [{ name: 'id', type: 'string' }, ...dataset.fields];
  return (
    <table>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {fields.map(({ name }) => (
            <th key={name} scope="col" class={columns.get(name)}>
              <code>{name}</code>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={String(row.id)}>
            {fields.map(({ name, type }) => (
              <td key={name} class={columns.get(name)} data-col={name}>
                <Cell value={row[name] ?? null} type={type} dateTime={dateTime} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps = { readonly value: Value; readonly type: string; readonly dateTime: (iso: string) => string };

function Cell({ value, type, dateTime }: CellProps) {
  if (value === null) return <span class="none">–</span>;
  if (type === 'timestamp') return <time datetime={String(value)}>{dateTime(String(value))}</time>;
  return <bdi title={String(value).length > 40 ? String(value) : undefined}>{String(value)}</bdi>;
}
