import { parseArgs } from 'node:util';
import type { FieldType } from '../../shared/domain/catalog/field.ts';

/** The usage line of `dataset add`. */
export const addUsage = `Usage: npm run dataset -- add FILE [--id ID] [--licence ID] [--append]
       [--title TEXT] [--description TEXT] [--source TEXT] [--synthetic]
       [--time FIELD] [--search FIELD,…] [--sample COUNT] [--type FIELD=TYPE]…`;

const fieldTypes: readonly string[] = ['string', 'integer', 'number', 'boolean', 'date', 'timestamp'];

/** The parsed arguments of `dataset add`; `sample` is a count of records, `types` the types that the operator set, by field. */
export type AddArguments = {
  readonly file: string;
  readonly id?: string;
  readonly licence?: string;
  readonly append: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly source?: string;
  readonly synthetic: boolean;
  readonly time?: string;
  readonly search: readonly string[];
  readonly sample: number;
  readonly types: Readonly<Record<string, FieldType>>;
};

const options = {
  id: { type: 'string' },
  licence: { type: 'string' },
  append: { type: 'boolean', default: false },
  title: { type: 'string' },
  description: { type: 'string' },
  source: { type: 'string' },
  synthetic: { type: 'boolean', default: false },
  time: { type: 'string' },
  search: { type: 'string', default: '' },
  sample: { type: 'string', default: '50' },
  type: { type: 'string', multiple: true, default: [] as string[] },
} as const;

function typePair(text: string): [string, FieldType] {
  const [name = '', type = ''] = text.split('=');
  if (name === '' || !fieldTypes.includes(type))
    throw new Error(`--type takes FIELD=TYPE with one of ${fieldTypes.join(', ')}, not ${JSON.stringify(text)}`);
  return [name, type as FieldType];
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${(error as Error).message.split('. ')[0]}\n${addUsage}`);
  }
}

/** Parses the arguments of `dataset add`. @throws Error with one sentence, and the usage where it helps */
export function addArguments(args: readonly string[]): AddArguments {
  const { values, positionals } = parsed(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(`Name one file\n${addUsage}`);
  const { search, sample, type, ...rest } = values;
  if (!/^\d{1,6}$/.test(sample))
    throw new Error(`--sample takes how many records test keys see, not ${JSON.stringify(sample)}`);
  return {
    ...rest,
    file,
    search: search.split(',').filter((name) => name !== ''),
    sample: Number(sample),
    types: Object.fromEntries(type.map(typePair)),
  };
}
