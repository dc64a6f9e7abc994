import { type S3Answer, type S3Request, s3Error } from './s3-answer.ts';

/** The tag of an object that is there; null where there is none. */
export type TagOf = (bucket: string, key: string) => Promise<string | null>;

/** Refuses a put whose condition does not hold, which the stand-in for S3 does not look at. Source: Amazon S3 User Guide, "Conditional writes". */
export async function refusedPut({ method, bucket, key, header }: S3Request, tagOf: TagOf): Promise<S3Answer | null> {
  const [ifNone, ifMatch] = [header('if-none-match'), header('if-match')];
  if (method !== 'PUT' || key === '' || (ifNone === undefined && ifMatch === undefined)) return null;
  const tag = await tagOf(bucket, key);
  if (ifMatch !== undefined && tag === null) return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
  const holds = ifMatch === undefined ? tag === null : tag === ifMatch;
  if (holds) return null;
  return s3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}
