/** What every page does with a script. Each page is whole without it. */
import { copyOnRequest } from './copy.ts';
import { showFacts } from './facts.ts';
import { sayWhatWasLeft } from './said.ts';
import { chooseTheme } from './theme.ts';

chooseTheme();
copyOnRequest();
sayWhatWasLeft();
showFacts();
