import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { found } from '../../errors.ts';
import type { Answer } from '../../http/answer.ts';
import type { BadgePictures } from '../../storage/badges/badge-pictures.ts';

/** A picture and nothing else, whatever a browser thinks of its bytes; other sites may show it. */
const inert = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'content-disposition': 'inline',
  'cross-origin-resource-policy': 'cross-origin',
};

/** The copy of an application's picture. @throws AppError 404 where none is kept */
export async function storedPicture(
  { pictures }: { readonly pictures: Pick<BadgePictures, 'find'> },
  application: BadgeApplication,
): Promise<Answer> {
  const { pictureSha256 } = application;
  const { bytes, type } = found(
    pictureSha256 === null ? null : await pictures.find(application, pictureSha256),
    'This picture',
  );
  return { status: 200, body: Buffer.from(bytes), headers: { 'content-type': type, ...inert } };
}
