/** An answer of S3's REST protocol. */
export type S3Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
};

/** A request of S3's REST protocol: `key` is empty for one about the bucket. */
export type S3Request = {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
};

const escaped = (text: string) => text.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`);

/** An XML document. */
export const xmlAnswer = (body: string, status = 200): S3Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

/** An error by its code. Source: Amazon S3 API Reference, "Error responses". */
export const s3Error = (status: number, code: string, message: string): S3Answer =>
  xmlAnswer(`<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`, status);

/** An element with this text. */
export const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

/** The text of an element that has no others in it; undefined where there is none. */
export const textIn = (xml: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
