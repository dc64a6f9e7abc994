import { createHash } from 'node:crypto';
import { colours } from '../../../../design/tokens.ts';

type Colour = keyof typeof colours;

const used: readonly Colour[] = [
  ...(['canvas', 'surface', 'sunken', 'ink', 'ink-2', 'line', 'edge', 'accent', 'accent-hover'] as const),
  ...(['accent-text', 'on-accent', 'good', 'good-soft', 'bad', 'bad-soft', 'focus', 'mark'] as const),
];
const colour = (name: Colour): string => `--${name}:light-dark(${colours[name].join(',')})`;

/** The style of every public page. Their policy names the hash of this text, so no other style applies. */
export const style = `
:root{color-scheme:light dark;${used.map(colour).join(';')}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;background:var(--canvas);color:var(--ink);font:1rem/1.55 Geist,Vazirmatn,system-ui,sans-serif}:lang(ar){line-height:1.7}h1,h2,strong,b{font-weight:600}
header{background:var(--surface);border-block-end:1px solid var(--line)}header::before{content:'';display:block;height:4px;background:repeating-linear-gradient(-45deg,var(--mark) 0 14px,var(--accent) 14px 28px)}
nav,main,footer{max-width:44rem;margin:0 auto}nav,footer{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.25rem;padding:.5rem 1rem}nav a,footer a{display:inline-flex;align-items:center;min-height:2.75rem;color:var(--ink);text-decoration:none}nav a:hover,footer a:hover{text-decoration:underline}
nav>:first-child{gap:.5rem;margin-inline-end:auto;font-size:1.125rem;font-weight:600}nav i{width:1.5rem;height:1.5rem;border-radius:6px;background:linear-gradient(var(--mark),var(--mark)) 100% 38%/82% 18% no-repeat,linear-gradient(var(--on-accent),var(--on-accent)) 26% 60%/12% 62% no-repeat,var(--accent)}
main{margin-block:2rem;background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:1.75rem}footer{color:var(--ink-2);font-size:.875rem}
a{color:var(--accent-text);text-underline-offset:.2em}h1{font-size:1.75rem;line-height:1.25;margin:0;overflow-wrap:anywhere}h2{font-size:1.125rem;margin:1.75rem 0 .5rem}p{margin:.6rem 0}
.quiet,dt{color:var(--ink-2)}.quiet{overflow-wrap:anywhere}.who{display:flex;gap:1rem;align-items:center}.who>div{min-width:0}.photo{width:72px;height:72px;border-radius:50%;flex:none;object-fit:cover;border:1px solid var(--line)}.photo.square{border-radius:14px}
.check{width:1.15em;height:1.15em;vertical-align:-.2em;margin-inline-start:.3em}h1 bdi::after,.found a>bdi::after{content:'\\2060'}.status{display:inline-block;margin:0 0 .75rem;padding:0 .5rem;border-radius:4px;background:var(--sunken);color:var(--ink-2);font-weight:500;font-size:.875rem}.status::first-letter{text-transform:uppercase}.status.on{background:var(--good-soft);color:var(--good)}
dl{display:grid;grid-template-columns:fit-content(42%) 1fr;gap:.35rem 1.25rem;margin:1.25rem 0;padding-block-start:1.25rem;border-block-start:1px solid var(--line)}dd{margin:0;overflow-wrap:anywhere}time{font-variant-numeric:tabular-nums}
code{display:block;overflow-x:auto;padding:.8rem;border:1px solid var(--line);border-radius:10px;background:var(--sunken);font:.8125rem/1.6 'Geist Mono',ui-monospace,monospace;white-space:pre}.marks{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:.75rem 0}.marks img{display:block;max-width:100%;height:auto}.links,.found{list-style:none;padding:0}.links{display:flex;flex-wrap:wrap;gap:.4rem 1.25rem}
form{display:grid;gap:1rem;margin:1rem 0}form.line{grid-template-columns:1fr auto auto;align-items:end}label{display:grid;gap:.25rem;color:var(--ink-2);font-size:.875rem;font-weight:500}
input,select,textarea,button{font:inherit;color:var(--ink);width:100%;padding:.25rem .75rem;border:1px solid var(--edge);border-radius:6px;background:var(--surface);font-size:1rem;font-weight:400}input,select,button{min-height:2.75rem}input[type=file]{padding-block:.5rem}textarea{font:.875rem/1.5 'Geist Mono',ui-monospace,monospace}button{width:auto;justify-self:start;padding-inline:1rem;background:var(--accent);border-color:transparent;color:var(--on-accent);font-weight:500;cursor:pointer}button:hover{background:var(--accent-hover)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px}.found{margin:1rem 0 0}.found li{display:flex;flex-wrap:wrap;gap:.1rem .8rem;padding:.7rem 0;border-block-start:1px solid var(--line)}.found a{font-weight:600;overflow-wrap:anywhere}
.verdict{padding:.75rem 1rem;border-radius:10px;font-weight:600}.good{color:var(--good)}.bad{color:var(--bad)}.verdict.good{background:var(--good-soft)}.verdict.bad{background:var(--bad-soft)}.steps{padding-inline-start:1.4rem}.steps li{margin:.4rem 0;overflow-wrap:anywhere}
@media(max-width:30rem){nav{column-gap:.9rem}nav>:first-child{order:-2;flex-basis:70%}nav>:last-child{order:-1}form.line{grid-template-columns:1fr}dl{column-gap:.9rem;grid-template-columns:fit-content(38%) 1fr}main{margin-block:0;border-width:0 0 1px;border-radius:0;padding:1.25rem 1rem}}
`;

/** The source by which a content security policy lets in one `<style>` and no other (CSP level 3, 2.3.1). */
export const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
