/** A stand-in's answer: a JSON body, or an AWS error by its name. */
export type AwsAnswer =
  | { readonly ok: true; readonly body: object }
  | { readonly ok: false; readonly status: number; readonly error: string; readonly message: string };

/** A successful answer. */
export const answered = (body: object): AwsAnswer => ({ ok: true, body });

/** An AWS error by its name, with HTTP status 400 unless given. */
export const refused = (error: string, message: string, status = 400): AwsAnswer => ({
  ok: false,
  status,
  error,
  message,
});
