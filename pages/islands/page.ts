/** Runs on every page, which is whole without it: the theme, copying, outcomes, and published facts. */
import { copyOnRequest } from './copy.ts';
import { showFacts } from './facts.ts';
import { sayWhatWasLeft } from './said.ts';
import { chooseTheme } from './theme.ts';

chooseTheme();
copyOnRequest();
sayWhatWasLeft();
showFacts();
