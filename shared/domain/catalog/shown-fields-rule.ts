/** The rule for the fields of its datasets that a plan shows. */
import { allOf, known, listIn, listOf, must, objectIn, type Rule } from './rules.ts';

/** By dataset of the plan, some of its fields. The time field must be among them: it orders pages and is in every cursor. */
export const shownFields =
  (datasets: readonly unknown[], included: readonly unknown[]): Rule =>
  (value, path) => {
    if (Array.isArray(value) || typeof value !== 'object' || value === null)
      return [
        { field: path, message: 'must be lists of fields by dataset id, such as { posts: ["postedAt", "text"] }' },
      ];
    return Object.entries(value).flatMap(([id, names]) => {
      const field = `${path}.${id}`;
      const dataset = objectIn(datasets.find((each) => objectIn(each).id === id));
      if (!included.includes(id)) return [{ field, message: 'is not one of the datasets of this plan' }];
      return allOf(listOf(known(Object.keys(objectIn(dataset.fields)))), hasTime(dataset.timeField))(names, field);
    });
  };

const hasTime = (timeField: unknown): Rule =>
  must(
    (names) => typeof timeField !== 'string' || listIn(names).includes(timeField),
    `must have ${String(timeField)}, the time field, which orders every page`,
  );
