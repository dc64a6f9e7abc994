import { prefixes } from '../prefixes.ts';

/** Published texts of licences. */
export const licenceTextPartition = `${prefixes.licenceText}@`;
