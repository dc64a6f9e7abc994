import type { DatasetView } from '../../../shared/http/views.ts';
import { ScrollTable } from '../parts.tsx';
import type { Reader } from '../site.ts';

const bounds = ['[gte]', '[gt]', '[lte]', '[lt]'] as const;

/** How a filter on a field of each type is written, after the field's name. */
const filters: Readonly<Record<string, readonly string[]>> = {
  string: ['=', '[prefix]'],
  boolean: ['='],
  integer: ['=', ...bounds],
  number: ['=', ...bounds],
  date: ['=', ...bounds],
  timestamp: ['=', ...bounds],
};

type FieldTableProps = { readonly dataset: DatasetView; readonly reader: Reader };

/** Every field: its name, type, meaning, an example, and the filters that it takes. */
export function FieldTable({ dataset, reader }: FieldTableProps) {
  const { say } = reader;
  const rows = [['id', 'string'] as const, ...Object.entries(dataset.fields)];
  return (
    <ScrollTable
      lists
      caption={say('fields.title')}
      head={[
        say('fields.name'),
        say('fields.type'),
        say('fields.meaning'),
        say('fields.example'),
        say('fields.filters'),
      ]}
    >
      {rows.map(([name, type]) => (
        <tr key={name}>
          <th scope="row">
            <code>{name}</code>
          </th>
          <td>
            <code>{type}</code>
          </td>
          <td class="wide-cell">{name === 'id' ? say('fields.id') : (dataset.meanings[name]?.meaning ?? '')}</td>
          <td data-label={say('fields.example')}>
            <bdi>{exampleOf(dataset, name, reader)}</bdi>
          </td>
          <td class="filter-cell" data-label={say('fields.filters')}>
            <code>{(filters[type] ?? []).join(' ')}</code>
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

const longest = 60;

/** The catalogue's example, else the first value of the sample; long ones are cut. */
function exampleOf({ id, meanings }: DatasetView, name: string, { site }: Reader): string {
  const found = site.samples[id]?.rows.find((row) => (row[name] ?? null) !== null)?.[name];
  const text = String(meanings[name]?.example ?? found ?? '');
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
