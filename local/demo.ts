import type { Mailbox } from './mailbox.ts';

const people = [
  { email: 'operator@example.com', organization: 'Parley Data' },
  { email: 'buyer@example.com', organization: 'Northwind Research' },
];

type World = { readonly url: string; readonly mailbox: Mailbox; settle(): Promise<boolean> };

/** Signs up the demo's operator and buyer as a person would: over HTTP, with the link in the mail. Empties the mailbox afterwards. */
export async function signUpDemoAccounts({ url, mailbox, settle }: World): Promise<void> {
  for (const person of people) await post(`${url}/v1/signup`, person);
  await settle();
  for (const { email } of people) {
    const mail = mailbox.list().find(({ to }) => to === email);
    const token = mail?.links.flatMap((link) => /[?#&]token=([^&#]+)/.exec(link)?.[1] ?? [])[0];
    if (!token) throw new Error(`No sign-in link arrived for ${email}`);
    await post(`${url}/v1/session`, { token: decodeURIComponent(token) });
  }
  mailbox.clear();
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${new URL(url).pathname} answered ${response.status}: ${text}`);
}
