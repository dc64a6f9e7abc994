import { buildPages } from '/work/h/pages/pages/build.ts';
import { startPagesSite } from '/work/h/pages/test/pages/site.ts';
import { launchChromium } from '/work/h/pages/test/support/browser.ts';

const out = '/tmp/p-site';
await buildPages({ outDir: out, origin: 'https://data.example.com' });
const site = await startPagesSite(out);
const b = await launchChromium();
const specs = process.argv.slice(2); // path:lang:width:theme[:act]
for (const spec of specs) {
  const [path, lang, width, theme, act] = spec.split(',');
  const ctx = await b.newContext({
    viewport: { width: Number(width), height: width === '390' ? 844 : 900 },
    colorScheme: theme as any,
    locale: lang === 'ar' ? 'ar' : 'en-GB',
  });
  const page = await ctx.newPage();
  page.on('console', (m) => {
    if (m.type() === 'error') console.log('console', m.text());
  });
  page.on('pageerror', (e) => console.log('pageerror', e.message));
  await page.goto(site.origin + (lang === 'ar' ? '/ar' : '') + path);
  await page.waitForTimeout(400);
  if (act) {
    await new Function('page', 'return (async()=>{' + act + '})()')(page);
    await page.waitForTimeout(600);
  }
  const name = `/tmp/p-shots/${path.replace(/\//g, '_') || 'home'}-${lang}-${width}-${theme}${act ? '-act' : ''}.png`;
  await page.screenshot({ path: name, fullPage: !process.env.FOLD });
  console.log(name);
  await ctx.close();
}
await b.close();
await site.close();
