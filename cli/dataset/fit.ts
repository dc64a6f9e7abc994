import type { Catalog, Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { FieldType } from '../../shared/domain/catalog/field.ts';
import { catalogErrors } from '../../shared/domain/catalog/validate.ts';

type Fields = Readonly<Record<string, FieldType>>;

/** The types to read a file with again because a `known` field is wider than in the file: integers as numbers, anything as text. */
export function widened(known: Fields, found: Fields): Record<string, FieldType> {
  const wider = Object.entries(known).filter(
    ([name, type]) =>
      (type === 'number' && found[name] === 'integer') || (type === 'string' && found[name] !== undefined),
  );
  return Object.fromEntries(wider);
}

/**
 * Requires a new version to have the fields that readers know.
 * @throws Error naming the first field that differs; `where` says who knows them
 */
export function mustFit(known: Fields, found: Fields, where: string): void {
  for (const [name, type] of Object.entries(known)) {
    if (found[name] === undefined) throw new Error(`${where} the field ${name}, which the file does not have`);
    if (found[name] !== type)
      throw new Error(`${where} the field ${name} as ${type}; the file has it as ${found[name]}`);
  }
  const more = Object.keys(found).find((name) => !Object.hasOwn(known, name));
  if (more !== undefined)
    throw new Error(
      `The file has the field ${more}, which is new; leave it out, or replace the whole dataset under another id`,
    );
}

/** Reports now what the catalogue's validation would refuse later. @throws Error */
export function mustBeValid(catalog: Catalog, dataset: Dataset): void {
  const others = catalog.datasets.filter(({ id }) => id !== dataset.id);
  const errors = catalogErrors({ ...catalog, datasets: [dataset, ...others] });
  const error = errors.find(({ field }) => field.startsWith('datasets[0].'));
  if (error) throw new Error(`${error.field.replace('datasets[0].', '')} ${error.message}`);
}
