/** What the API takes: 1 MB at most, and no other kinds. */
export const pictureTypes = ['image/png', 'image/jpeg'];
const maxBytes = 1_000_000;

/** Why a file cannot be a picture here; undefined where it may be one. Only the API sees what is in it. */
export function pictureTrouble({ type, size }: File): 'type' | 'size' | undefined {
  if (!pictureTypes.includes(type)) return 'type';
  return size > maxBytes ? 'size' : undefined;
}

/** A file as a `data:` URL, which a JSON body can carry. */
export const dataUrlOf = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('The file could not be read'));
    reader.readAsDataURL(file);
  });
