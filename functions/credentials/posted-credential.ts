import { AppError, invalid } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';

/** A file of 256 KB and what a form puts around it. */
const maxBytes = 300 * 1024;

/** The file of the form where there is one, else its text. @throws AppError 400, 413, 415. */
export async function postedCredential(request: ApiRequest): Promise<Uint8Array> {
  if (request.body.byteLength > maxBytes) throw new AppError('too_large', 'A file may have at most 256 KB.');
  const form = await formOf(request);
  const [file, text] = [form.get('file'), form.get('credential')];
  if (file instanceof Blob && file.size > 0) return new Uint8Array(await file.arrayBuffer());
  if (typeof text === 'string' && text.trim() !== '') return Buffer.from(text, 'utf8');
  throw invalid([{ field: 'credential', message: 'must be the text of a credential; or send one in file' }]);
}

async function formOf({ body, headers }: ApiRequest): Promise<FormData> {
  const type = headers['content-type'] ?? '';
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type))
    throw new AppError(
      'unsupported_media_type',
      'Send a form: multipart/form-data or application/x-www-form-urlencoded.',
    );
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new AppError('invalid_request', 'The form could not be read.', { cause });
  }
}
