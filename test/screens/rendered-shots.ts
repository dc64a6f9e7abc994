import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mailContent } from '../../shared/domain/mail/compose.ts';
import { mails } from '../../shared/domain/mail/mails.ts';
import { rendered } from '../../shared/domain/mail/render.ts';
import { holdersWorld } from '../functions/badges/holders.ts';
import type { Gallery, Language, Shot } from './shot.ts';

const site = { name: 'Parley Data', origin: 'https://shop.example', supportEmail: 'support@example.com' };
const shownMails = ['sign_in', 'payment_failed', 'usage_reached', 'badge_decided'] as const;

function mailHtml(name: (typeof shownMails)[number], language: Language): string {
  const [example] = Object.values(mails[name].examples);
  const where = { site: { ...site, acceptancesKeptYears: 6 }, language, organization: 'Example Ltd' };
  return rendered(mailContent(name, example as never, where), { language, sender: site.name }).html;
}

/** Pages that functions render, and emails. */
export async function renderedShots(): Promise<Gallery> {
  const world = holdersWorld();
  const { badges, badgeDirectory } = world.app.deps;
  const list = async ({ accountId }: { readonly accountId: string }) =>
    badgeDirectory.set(accountId, await badges.listOf(accountId));
  await list(await world.apply('ada'));
  const parley = { kind: 'organization', badge: 'verified_organization', displayName: 'Parley بارلي' } as const;
  await list(await world.apply('parley', parley));
  await world.apply('grace', { state: 'revoked', reason: 'The name is not hers.' });
  const server = createServer(async ({ url = '/' }, response) => {
    const [, mail, language] = /^\/mail\/(\w+)\/(\w+)$/.exec(url) ?? [];
    const name = shownMails.find((each) => each === mail);
    if (name) return void response.setHeader('content-type', 'text/html').end(mailHtml(name, language as Language));
    if (!url.startsWith('/badges')) return void response.writeHead(404).end();
    const { status, headers, text } = await world.get(url, { accept: 'text/html' });
    response.writeHead(status, headers).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const badge = (page: string, path: string, state: Shot['state'] = 'full'): Shot => ({
    ...{ page, state },
    address: (language) => `${origin}${path}${path.includes('?') ? '&' : '?'}lang=${language}`,
  });
  return {
    shots: [
      badge('holder', '/badges/ada'),
      badge('revoked', '/badges/grace'),
      badge('directory', '/badges'),
      badge('directory', '/badges?q=nobody', 'empty'),
      badge('check', '/badges/check'),
      badge('nobadge', '/badges/nobody', 'failing'),
      ...shownMails.map(
        (name): Shot => ({
          page: `mail.${name.replaceAll('_', '.')}`,
          state: 'full',
          address: (language) => `${origin}/mail/${name}/${language}`,
        }),
      ),
    ],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
