import type { KeyView } from '../../../shared/http/views.ts';

type Option = { readonly value: string; readonly label: string };

/** The choices with the present one, even if it is none of them: an address may name anything. */
export const withChosen = (options: readonly Option[], value: string): readonly Option[] =>
  value === '' || options.some((option) => option.value === value) ? options : [...options, { value, label: value }];

/** Keys as choices, by their labels. Where two share one, their starts tell them apart. */
export function keyOptions(keys: readonly KeyView[]): readonly Option[] {
  const isShared = (label: string) => keys.filter((key) => key.label === label).length > 1;
  return keys.map(({ id, label, start }) => ({ value: id, label: isShared(label) ? `${label} (${start}…)` : label }));
}
