import { region } from '../host/intrinsics.ts';

/** What every client of a stand-in is made with: no account stands behind these credentials. */
export const localAws = {
  region,
  credentials: { accessKeyId: 'localhost', secretAccessKey: 'local' },
};
