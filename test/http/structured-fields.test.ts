import { expect, test } from 'vitest';
import {
  type BareItem,
  type FieldMember,
  innerListText,
  parseDictionary,
} from '../../shared/http/structured-fields.ts';
import published from './structured-field-vectors.json' with { type: 'json' };

const bare = (item: BareItem) => {
  if (item.kind === 'other') return { other: true };
  return item.kind === 'bytes' ? { bytes: item.value.toString('base64') } : item.value;
};
const parametersOf = ({ parameters }: FieldMember) => [...parameters].map(([name, item]) => [name, bare(item)]);
const shown = (member: FieldMember) =>
  'items' in member
    ? {
        list: member.items.map(({ item, parameters }) => [bare(item), parametersOf({ item, parameters })]),
        parameters: parametersOf(member),
      }
    : [bare(member.item), parametersOf(member)];

const { vectors } = published;
const valid = vectors.filter((vector) => !('fails' in vector));
const failing = vectors.filter((vector) => 'fails' in vector);

test('dictionaries are read as the tests of the HTTP working group have them', () => {
  expect(valid.length).toBeGreaterThan(100);
  for (const { raw, name, expected } of valid as { raw: string; name: string; expected: unknown }[])
    expect(
      [...parseDictionary(raw)].map(([key, member]) => [key, shown(member)]),
      `${name}: ${raw}`,
    ).toEqual(expected);
});

test('a field that those tests call broken is refused', () => {
  expect(failing.length).toBeGreaterThan(100);
  for (const { raw, name } of failing) expect(() => parseDictionary(raw), `${name}: ${raw}`).toThrow(SyntaxError);
});

test('an inner list is written as RFC 9651, section 4.1.1.1 says, and read again as the same', () => {
  const parameters = new Map<string, string | number>([
    ['created', 1618884473],
    ['keyid', 'a "b" \\c'],
  ]);
  const text = innerListText(['@method', '@target-uri'], parameters);
  expect(text).toBe('("@method" "@target-uri");created=1618884473;keyid="a \\"b\\" \\\\c"');
  expect(shown(parseDictionary(`sig1=${text}`).get('sig1')!)).toEqual({
    list: [
      ['@method', []],
      ['@target-uri', []],
    ],
    parameters: [
      ['created', 1618884473],
      ['keyid', 'a "b" \\c'],
    ],
  });
});
