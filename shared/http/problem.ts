import type { Language } from '../domain/accounts/account.ts';
import { AppError, problems } from '../errors.ts';
import { inArabic, titleInArabic } from '../problems/in-arabic.ts';
import type { Answer } from './answer.ts';
import type { Problem } from './views.ts';

/** The request that was refused: its id, the public address, and the language that its caller reads. */
export type Refused = { readonly requestId: string; readonly origin: string; readonly language: Language };

type Said = Pick<Problem, 'title' | 'detail'> & { readonly errors: { field: string; message: string }[] };

/** An error as `application/problem+json` (RFC 9457), in the language of its caller. `type` opens the page of docs about the code. */
export function problemOf(error: AppError, { requestId, origin, language }: Refused): Answer {
  const { status } = problems[error.code];
  const arabic = language === 'ar' ? saidInArabic(error) : null;
  const { title, detail, errors } = arabic ?? saidInEnglish(error);
  const problem: Problem = {
    type: `${origin}/problems/${error.code}`,
    title,
    status,
    detail,
    code: error.code,
    requestId,
    ...(errors.length > 0 ? { errors } : {}),
  };
  const said = { 'content-language': arabic ? 'ar' : 'en', vary: 'Accept-Language' };
  return {
    status,
    body: JSON.stringify(problem),
    headers: { ...error.headers, ...said, 'content-type': 'application/problem+json', ...retryAfter(error) },
  };
}

const saidInEnglish = ({ code, message, errors }: AppError): Said => ({
  title: problems[code].title,
  detail: message,
  errors: [...errors],
});

/** The problem in Arabic, whole; null where a part of it has no translation. */
function saidInArabic({ code, message, errors }: AppError): Said | null {
  const fields = errors.map(({ field, message }) => ({ field, message: inArabic(message) }));
  const translated = fields.flatMap(({ field, message }) => (message === null ? [] : [{ field, message }]));
  if (translated.length < fields.length) return null;
  const [first] = errors;
  const isOfField = first !== undefined && message === `${first.field} ${first.message}.`;
  const detail = isOfField ? `${first.field}: ${translated[0]?.message}.` : inArabic(message);
  return detail === null ? null : { title: titleInArabic(code), detail, errors: translated };
}

/** `Retry-After` of an error that names a wait (RFC 9110, 10.2.3): whole seconds, at least 1, since 0 would invite a storm. */
function retryAfter({ status, retryAfterSeconds }: AppError): Readonly<Record<string, string>> {
  if (retryAfterSeconds === undefined && status !== 429 && status !== 503) return {};
  return { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds ?? 1))) };
}

/** Any thrown value as an AppError: what is not one is our own failure and says nothing of its inside. */
export const asAppError = (error: unknown): AppError =>
  error instanceof AppError
    ? error
    : new AppError(
        'internal',
        'Something went wrong on our side. Try again. If it happens again, contact us with the request ID.',
        {
          cause: error,
        },
      );
