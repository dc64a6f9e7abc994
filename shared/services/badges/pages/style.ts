import { createHash } from 'node:crypto';

/** The style of every public page. Their policy names the hash of this text, so no other style applies. */
export const style = `
:root{color-scheme:light dark;--ground:#f5f6f8;--card:#fff;--ink:#14171c;--quiet:#535b67;--line:#dde1e7;--link:#0b57b8;--good:#0b6b3a;--bad:#a3201d}
@media(prefers-color-scheme:dark){:root{--ground:#101317;--card:#191d23;--ink:#eef1f5;--quiet:#a9b2be;--line:#2d333c;--link:#8ab8ff;--good:#6fd39b;--bad:#ff9d97}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;padding:1.5rem 1rem 3rem;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
header,main,footer{width:100%;max-width:42rem;margin:0 auto}header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1.25rem;padding-block-end:1rem;color:var(--quiet)}header :first-child{margin-inline-end:auto;font-weight:600}
main{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.75rem}
a{color:var(--link);text-underline-offset:.15em}header a{display:inline-block;padding-block:.2rem}h1{font-size:1.6rem;line-height:1.25;margin:0;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}p{margin:.6rem 0}
.quiet,dt,footer{color:var(--quiet)}.quiet{overflow-wrap:anywhere}.who{display:flex;gap:1.1rem;align-items:center}.who>div{min-width:0}.photo{width:72px;height:72px;border-radius:50%;flex:none;object-fit:cover;border:1px solid var(--line)}.photo.square{border-radius:14px}
.check{width:1.15em;height:1.15em;vertical-align:-.2em;margin-inline-start:.3em}h1 bdi::after,.found a>bdi::after{content:'\\2060'}.status{display:inline-block;margin:0 0 .75rem;padding:.15rem .75rem;border:1px dashed var(--quiet);border-radius:99px;font-weight:600;font-size:.9rem}.status.on{border-style:solid;border-color:var(--good);color:var(--good)}
dl{display:grid;grid-template-columns:fit-content(42%) 1fr;gap:.35rem 1.25rem;margin:1.25rem 0;padding-block-start:1.25rem;border-block-start:1px solid var(--line)}dd{margin:0;overflow-wrap:anywhere}
code{display:block;overflow-x:auto;padding:.8rem;border:1px solid var(--line);border-radius:8px;font-size:.8rem;white-space:pre}.marks{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center;margin:.75rem 0}.marks img{display:block;max-width:100%;height:auto}.links,.found{list-style:none;padding:0}.links{display:flex;flex-wrap:wrap;gap:.4rem 1.25rem}
form{display:grid;gap:.9rem;margin:1rem 0}form.line{grid-template-columns:1fr auto auto;align-items:end}label{display:grid;gap:.3rem;font-weight:600}
input,select,textarea,button{font:inherit;color:inherit;width:100%;padding:.55rem .7rem;border:1px solid var(--quiet);border-radius:8px;background:var(--ground);font-weight:400}input,select,button{min-height:2.8rem}textarea{font:.85rem/1.4 ui-monospace,monospace}button{width:auto;justify-self:start;padding-inline:1.4rem;background:var(--ink);border-color:var(--ink);color:var(--card);font-weight:600;cursor:pointer}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}.found{margin:1rem 0 0}.found li{display:flex;flex-wrap:wrap;gap:.1rem .8rem;padding:.7rem 0;border-block-start:1px solid var(--line)}.found a{font-weight:600;overflow-wrap:anywhere}
.verdict{padding:.8rem 1rem;border:1px solid;border-radius:8px;font-weight:600}.good{color:var(--good)}.bad{color:var(--bad)}.steps{padding-inline-start:1.4rem}.steps li{margin:.4rem 0;overflow-wrap:anywhere}footer{padding-block-start:1rem;font-size:.9rem}
@media(max-width:30rem){header{column-gap:.7rem;font-size:.9rem}form.line{grid-template-columns:1fr}dl{column-gap:.9rem;grid-template-columns:fit-content(38%) 1fr}main{padding:1.25rem}}
`;

/** The source by which a content security policy lets in one `<style>` and no other (CSP level 3, 2.3.1). */
export const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
