/** Runs before anything is shown: the chosen theme, and the hint that this browser signed in before. */
import { readKept } from '../src/kept.ts';

const root = document.documentElement;
root.dataset.script = '';
const theme = readKept('tollgate.theme');
if (theme) root.dataset.theme = theme;
if (readKept('tollgate.signedIn') === 'yes') root.dataset.signedIn = '';
