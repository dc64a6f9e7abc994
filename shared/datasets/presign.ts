import { createHash, createHmac } from 'node:crypto';

/** AWS credentials that sign an address. */
export type PresignCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** The request to sign, and how long the address is valid. */
export type Presigning = {
  /** AWS's own way to sign: `s3` unless given. */
  readonly service?: string;
  /** Without a query. */
  readonly url: URL;
  readonly region: string;
  readonly credentials: PresignCredentials;
  readonly at: Date;
  /** 1 … 604800; never longer than the credentials live. */
  readonly expiresSeconds: number;
  /** Headers that S3 answers in place of its own: `response-content-type`, `response-content-disposition`. */
  readonly query?: Readonly<Record<string, string>>;
};

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** RFC 3986, as Signature Version 4 wants it. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * An address that lets anybody GET an S3 object for a while, or call another AWS service once.
 * Source: AWS, "Authenticating Requests: Using Query Parameters". Only S3 accepts a payload that is not signed.
 */
export function presignedGet({
  service = 's3',
  url,
  region,
  credentials,
  at,
  expiresSeconds,
  query = {},
}: Presigning): string {
  const time = at.toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${region}/${service}/aws4_request`;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const parameters = Object.entries({
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(expiresSeconds),
    ...(sessionToken === undefined ? {} : { 'X-Amz-Security-Token': sessionToken }),
    'X-Amz-SignedHeaders': 'host',
  })
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted();
  const payload = service === 's3' ? 'UNSIGNED-PAYLOAD' : createHash('sha256').digest('hex');
  const request = ['GET', url.pathname, parameters.join('&'), `host:${url.host}\n`, 'host', payload].join('\n');
  const hashed = createHash('sha256').update(request).digest('hex');
  const day = hmac(`AWS4${secretAccessKey}`, time.slice(0, 8));
  const key = hmac(hmac(hmac(day, region), service), 'aws4_request');
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, hashed].join('\n')).toString('hex');
  return `${url.origin}${url.pathname}?${parameters.join('&')}&X-Amz-Signature=${signature}`;
}
