import type { IncomingMessage, ServerResponse } from 'node:http';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localAws } from '../aws/clients.ts';
import { sendProblem } from './send-answer.ts';
import { notFound } from './static-files.ts';

/** Serves objects of buckets, as CloudFront does with an S3 origin: the path is the key. `endpoint`: that of the stand-in for S3. */
export function bucketObjects(endpoint: string) {
  const s3 = new S3Client({ ...localAws, endpoint });
  return async (request: IncomingMessage, response: ServerResponse, { bucket, path }: Wanted): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return sendProblem(response, {
        status: 405,
        code: 'method_not_allowed',
        detail: `${path} is a file: it takes GET and HEAD.`,
      });
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: path.slice(1) })).catch(() => null);
    const bytes = await object?.Body?.transformToByteArray();
    if (!object || !bytes) return sendProblem(response, notFound(path));
    const { ContentType = 'application/octet-stream', CacheControl, ETag } = object;
    response.writeHead(200, {
      'content-type': ContentType,
      'content-length': bytes.length,
      ...(CacheControl && { 'cache-control': CacheControl }),
      ...(ETag && { etag: ETag }),
    });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
}

type Wanted = { readonly bucket: string; readonly path: string };
