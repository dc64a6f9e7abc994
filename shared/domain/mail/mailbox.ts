/** Gmail delivers both to one mailbox, and ignores dots in it. https://support.google.com/mail/answer/7436150 */
const gmailDomains = ['gmail.com', 'googlemail.com'];

/**
 * The mailbox that an address most likely leads to, for counting mails: lower case, without `+tag` (subaddressing, RFC 5233), and of
 * Gmail without dots. Domains that Google hosts for others keep their dots. Never an address to send to, nor an identity.
 */
export function mailboxOf(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const [local, domain] = [lower.slice(0, at), lower.slice(at + 1)];
  const plus = local.indexOf('+');
  const untagged = plus > 0 ? local.slice(0, plus) : local;
  if (!gmailDomains.includes(domain)) return `${untagged}@${domain}`;
  return `${untagged.replaceAll('.', '')}@gmail.com`;
}

/** An address for somebody who may not be its holder, yet knows it: the first character and the domain, such as `b…@example.com`. */
export const maskedAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, Math.min(1, at))}…${address.slice(at)}`;
};

/** The domain of an address, in lower case. */
export const domainOfAddress = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
