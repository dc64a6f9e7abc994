/** How often something may be asked for in an hour. */
export type ThrottleSettings = {
  /** Sign-in mails to one mailbox, asked for from one client network. */
  readonly mailsPerAddressPerHour: number;
  /** Sign-in mails to one mailbox from all clients; past it the owner still gets one working link per 15 minutes. */
  readonly mailsPerMailboxPerHour: number;
  /** Sign-in mails that one client (an IPv4 address or an IPv6 /64) may ask for; past it the client is answered 429. */
  readonly mailsPerClientPerHour: number;
  /** Mails to addresses that have no account, in all. One client network takes at most a tenth. */
  readonly mailsToUnknownPerHour: number;
  readonly checkoutsPerAccountPerHour: number;
};
