import { createHash } from 'node:crypto';
import { bindingLanguageOf, type Licence } from '../catalog/licence.ts';
import { textIn } from '../catalog/localized.ts';

/** Hex SHA-256 of the UTF-8 bytes of a licence's binding text, which an acceptance names. */
export const textHashOf = (licence: Pick<Licence, 'text' | 'binding'>): string =>
  createHash('sha256')
    .update(textIn(licence.text, bindingLanguageOf(licence)), 'utf8')
    .digest('hex');
