import { prefixes } from './prefixes.ts';
import type { Key } from './table/table.ts';

/** The latest note of one kind that a worker left. */
export const pulseKey = (worker: string, note: string): Key => ({ pk: prefixes.pulse + worker, sk: note });
