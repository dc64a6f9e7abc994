/** The media types that the API accepts, up to 1 MB. */
export const pictureTypes = ['image/png', 'image/jpeg'];
const maxBytes = 1_000_000;

/** Why a file is refused as a picture; undefined if it is not. Only the API checks the content. */
export function pictureTrouble({ type, size }: File): 'type' | 'size' | undefined {
  if (!pictureTypes.includes(type)) return 'type';
  return size > maxBytes ? 'size' : undefined;
}

/** A file as a `data:` URL, which a JSON body can carry. */
export const dataUrlOf = (file: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read'));
    reader.readAsDataURL(file);
  });
