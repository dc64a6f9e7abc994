import { region } from '../host/intrinsics.ts';

/** Options for every client of a stand-in; the credentials belong to no account. */
export const localAws = {
  region,
  credentials: { accessKeyId: 'localhost', secretAccessKey: 'local' },
};
