/** What every page does with a script: the choice of the theme. The pages work without it. */
import { chooseTheme } from './theme.ts';

chooseTheme();
