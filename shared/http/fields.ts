/** Parts of request schemas; each says in one phrase what is allowed, after the field's name. */
import * as z from 'zod';
import { fieldLimits } from './field-limits.ts';

/** C0, C1 and line separators, and the characters that turn or hide the direction of text. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** The most characters that a text may have: a number, or the name of one of the limits. */
type Limit = number | keyof typeof fieldLimits;
const maxOf = (limit: Limit): number => (typeof limit === 'number' ? limit : fieldLimits[limit]);

/** A text on one line, without control or direction characters; surrounding blanks are dropped. */
export const line = (limit: Limit) => {
  const max = maxOf(limit);
  const error = `must be a text of 1 to ${max} characters on one line`;
  return z
    .string({ error })
    .trim()
    .min(1, { error })
    .max(max, { error })
    .refine((text) => !unprintable.test(text), { error });
};

/** A text that may have several lines, without other control or direction characters; surrounding blanks are dropped. */
export const text = (limit: Limit) => {
  const max = maxOf(limit);
  const error = `must be a text of 1 to ${max} characters`;
  return z
    .string({ error })
    .transform((given) => given.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, { error }).max(max, { error }))
    .refine((given) => !unprintable.test(given.replaceAll('\n', '')), { error });
};

const emailError = 'must be one email address, such as you@example.com';

/** One email address of at most 254 characters (RFC 5321), in lower case; no name, no list, no line break. */
export const email = z
  .string({ error: emailError })
  .max(fieldLimits.email, { error: emailError })
  .transform((text) => text.replace(/^ +| +$/g, '').toLowerCase())
  .pipe(
    z
      .string()
      .regex(
        /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/,
        { error: emailError },
      ),
  );

const returnToError = 'must be a page of this site, such as /app#keys';

/** A page of the portal, with query and fragment, of at most 200 characters: never another site, however a browser reads it. */
export const returnTo = z
  .string({ error: returnToError })
  .max(200, { error: returnToError })
  .regex(/^\/(?!\/)[\w/.~%-]*(\?[\w.~%&=+,:-]*)?(#[\w.~%=&-]*)?$/, { error: returnToError });

/** A whole number, both ends included. */
export const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.number({ error }).refine((n) => Number.isInteger(n) && n >= least && n <= most, { error });
};

/** One of a few words. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

const webAddressError = 'must be a web address that starts with https:// or http://';

/** A public web address, without control or direction characters: a parser hides those, and a reader sees another address than is opened. */
export const webAddress = z
  .string({ error: webAddressError })
  .max(fieldLimits.webAddress, { error: `must be at most ${fieldLimits.webAddress} characters` })
  .refine((given) => !unprintable.test(given), { error: webAddressError })
  .pipe(z.url({ protocol: /^https?$/, error: webAddressError }));

const countryNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const countryError = 'must be a country as two capital letters, such as DE (ISO 3166-1)';

/** A country by ISO 3166-1 alpha-2. */
export const country = z
  .string({ error: countryError })
  .refine((text) => /^[A-Z]{2}$/.test(text) && countryNames.of(text) !== undefined, { error: countryError });

/** A token or an id, as we hand them out. */
export const token = z
  .string({ error: 'must be the token of the link' })
  .regex(/^[\w-]{20,200}$/, { error: 'must be the token of the link' });
