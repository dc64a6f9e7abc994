import type { ShownApplication } from '../../domain/badges/shown.ts';
import { found } from '../../errors.ts';
import type { Answer } from '../../http/answer.ts';
import type { BadgePictures } from '../../storage/badges/badge-pictures.ts';

/** Headers that keep a browser from treating the bytes as anything but a picture; other sites may show it. */
const inert = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'content-disposition': 'inline',
  'cross-origin-resource-policy': 'cross-origin',
};

/**
 * The stored copy of an application's picture.
 * @throws AppError 404 where none is stored
 */
export async function storedPicture(
  { pictures }: { readonly pictures: Pick<BadgePictures, 'find'> },
  application: ShownApplication,
): Promise<Answer> {
  const { pictureSha256 } = application;
  const { bytes, type } = found(
    pictureSha256 === null ? null : await pictures.find(application, pictureSha256),
    'This picture',
  );
  return { status: 200, body: Buffer.from(bytes), headers: { 'content-type': type, ...inert } };
}
