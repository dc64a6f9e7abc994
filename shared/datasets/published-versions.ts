import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Manifest, manifestKey, Versions, versionsKey } from './dataset-files.ts';
import { isGone } from './public-files.ts';

/** The versions of datasets that were imported. */
export interface PublishedVersions {
  /** The newest import; null: nothing was imported. */
  newest(datasetId: string): Promise<Manifest | null>;
  /** The imports that are kept, the newest first. One that was made before versions were listed is there only while it is the newest. */
  all(datasetId: string): Promise<readonly Manifest[]>;
}

/** Versions in the dataset bucket: two small objects of a dataset. */
export function publishedVersionsIn(s3: Pick<S3Client, 'send'>, bucket: string): PublishedVersions {
  const textOf = async (key: string): Promise<string | null> => {
    try {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString()) ?? null;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  };
  const newest = async (datasetId: string) => {
    const text = await textOf(manifestKey(datasetId));
    return text === null ? null : Manifest.parse(JSON.parse(text));
  };
  return {
    newest,
    async all(datasetId) {
      const [current, text] = await Promise.all([newest(datasetId), textOf(versionsKey(datasetId))]);
      const listed = text === null ? [] : Versions.parse(JSON.parse(text)).versions;
      return current === null ? [] : [current, ...listed.filter(({ version }) => version !== current.version)];
    },
  };
}
