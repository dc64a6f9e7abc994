import { filmsSample } from './films.ts';
import { postsSample } from './posts.ts';
import type { Sample } from './sample.ts';

/** The sample datasets of the project; the catalogue describes them under the same ids. */
export const samples: readonly Sample[] = [postsSample, filmsSample];
