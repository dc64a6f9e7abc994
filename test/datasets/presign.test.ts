import { describe, expect, it } from 'vitest';
import { presignedGet } from '../../shared/datasets/presign.ts';

/** The example of AWS, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)". */
const example = {
  url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
  region: 'us-east-1',
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  at: new Date('2013-05-24T00:00:00Z'),
  expiresSeconds: 86_400,
};

describe('a presigned address', () => {
  it('has the signature that AWS publishes for its example', () => {
    const { searchParams } = new URL(presignedGet(example));
    expect(Object.fromEntries(searchParams)).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request',
      'X-Amz-Date': '20130524T000000Z',
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    });
  });

  it('signs what S3 shall answer, and the token of a role', () => {
    const query = { 'response-content-disposition': 'attachment; filename="a b.gz"' };
    const credentials = { ...example.credentials, sessionToken: 'a/token+=' };
    const address = presignedGet({ ...example, query, credentials });
    expect(address).toContain('response-content-disposition=attachment%3B%20filename%3D%22a%20b.gz%22');
    expect(address).toContain('X-Amz-Security-Token=a%2Ftoken%2B%3D');
    expect(address.split('X-Amz-Signature=')[1]).not.toBe(presignedGet(example).split('X-Amz-Signature=')[1]);
  });
});
