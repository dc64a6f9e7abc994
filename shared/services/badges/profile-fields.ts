import * as z from 'zod';
import { isHandle } from '../../domain/badges/handle.ts';
import { fieldLimits } from '../../http/field-limits.ts';
import { line, webAddress } from '../../http/fields.ts';
import { pictureLimits } from '../../pictures/picture.ts';

const handleError = 'must be 1 to 30 lower-case letters, digits and "_"';

/** A picture as base64, with the prefix of its data URL. */
const maxUploadCharacters = Math.ceil(pictureLimits.bytes / 3) * 4 + 100;
/** Bytes of the largest profile: a picture as base64, and the other fields. */
export const maxProfileBytes = maxUploadCharacters + 16_000;

const pictureError = 'must be null, a web address, or an upload: data:image/png;base64,… or data:image/jpeg;base64,…';
const upload = z
  .string({ error: pictureError })
  .max(maxUploadCharacters, { error: `must have at most ${pictureLimits.bytes} bytes` })
  .regex(/^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/, { error: pictureError });
const picture = z
  .string({ error: pictureError })
  .nullable()
  .superRefine((given, context) => {
    if (given === null) return;
    const result = (given.startsWith('data:') ? upload : webAddress).safeParse(given);
    for (const { message } of result.error?.issues ?? []) context.addIssue({ code: 'custom', message });
  });

const isWithoutUser = (address: string): boolean => {
  const url = URL.parse(address);
  return url === null || (url.username === '' && url.password === '');
};

/** The fields of a profile, which the badge vouches for. */
export const profileFields = {
  handle: z.string({ error: handleError }).refine(isHandle, { error: handleError }),
  displayName: line(fieldLimits.displayName),
  url: webAddress.refine(isWithoutUser, { error: 'must not contain a user name' }),
  picture,
};
