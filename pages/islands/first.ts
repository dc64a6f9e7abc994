/** Runs before anything is shown: the chosen theme, and the hint that this browser signed in before. */
const root = document.documentElement;
root.dataset.script = '';
try {
  const theme = localStorage.getItem('tollgate.theme');
  if (theme) root.dataset.theme = theme;
  if (localStorage.getItem('tollgate.signedIn') === 'yes') root.dataset.signedIn = '';
} catch {
  // Storage may be forbidden. The page is whole without it.
}
