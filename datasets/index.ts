import { filmsSample } from './films.ts';
import { postsSample } from './posts.ts';
import type { Sample } from './sample.ts';

/** The datasets that come with the project; the catalogue describes them under the same ids. */
export const samples: readonly Sample[] = [postsSample, filmsSample];
