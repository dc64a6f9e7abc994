import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nonceBytes, openPerson, personKeyBytes, sealPerson } from '../../../shared/domain/evidence/sealed-person.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const fields = fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ unit: 'grapheme', maxLength: 20 }));

test('fields are opened with their key alone, and not once a byte was changed', () => {
  fc.assert(
    fc.property(fields, bytes(personKeyBytes), bytes(nonceBytes), fc.nat(), (said, key, nonce, at) => {
      const sealed = sealPerson(said, key, nonce);
      expect(openPerson(sealed, key)).toEqual({ ...said });
      expect(openPerson(sealed, randomBytes(personKeyBytes))).toBeNull();
      const changed = Buffer.from(sealed, 'base64url');
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
      expect(openPerson(changed.toString('base64url'), key)).toBeNull();
    }),
  );
  expect(openPerson('', randomBytes(personKeyBytes))).toBeNull();
});
