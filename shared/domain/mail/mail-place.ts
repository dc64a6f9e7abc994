/** The place of a mail in the log of its organization. `at`: when it was asked for; `id`: the message that asked for it. */
export type MailPlace = { readonly accountId: string; readonly at: string; readonly id: string };

/** Names a mail within its organization, in an address as in a tag of SES. */
export const mailIdOf = ({ at, id }: Pick<MailPlace, 'at' | 'id'>): string => `${Date.parse(at)}-${id}`;

/** The place that such a name stands for; null: no mail has it. */
export function mailPlaceIn(accountId: string, mailId: string): MailPlace | null {
  const [, ms, id] = /^(\d{1,14})-([\w-]{1,100})$/.exec(mailId) ?? [];
  return ms === undefined || id === undefined ? null : { accountId, at: new Date(Number(ms)).toISOString(), id };
}

/** Letters, digits, `_` and `-`, at most 256 of them. Source: Amazon SES API Reference v2, "MessageTag". */
const isTag = (text: string): boolean => /^[\w-]{1,256}$/.test(text);

/** The tags of a mail, which SES repeats in what it reports of it. Source: SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS". */
export function tagsOf(place: MailPlace): Readonly<Record<string, string>> {
  const tags = { organization: place.accountId, mail: mailIdOf(place) };
  return Object.values(tags).every(isTag) ? tags : {};
}

/** The place that the tags of a report name; null: the mail is in no log. A tag has a list of values. */
export function placeOfTags(tags: Readonly<Record<string, readonly string[]>>): MailPlace | null {
  const [accountId] = tags.organization ?? [];
  const [mailId] = tags.mail ?? [];
  return accountId === undefined || mailId === undefined ? null : mailPlaceIn(accountId, mailId);
}
