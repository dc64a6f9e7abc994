import dnsPacket, { type Answer, type DecodedPacket, type Packet } from 'dns-packet';

/** A name's answer: TXT records, and a null MX if it accepts no mail (RFC 7505). Or how it fails: `missing` is NXDOMAIN. */
export type DnsAnswer =
  | { readonly records: readonly string[]; readonly takesNoMail?: boolean }
  | { readonly fails: 'silent' | 'servfail' | 'refused' | 'missing' };

/** The names that the local resolver knows. All others have an MX and nothing else, so that any address accepts mail. */
export type DnsZone = {
  /** Replaces the name's answer; null removes it. */
  set(name: string, answer: DnsAnswer | null): void;
  list(): Readonly<Record<string, DnsAnswer>>;
};

/** A zone that answers questions. */
export type KeptZone = DnsZone & {
  /** The reply to a question, both in DNS's wire format (RFC 1035); null: stay silent. */
  reply(question: Buffer, maxBytes: (packet: DecodedPacket) => number): Buffer | null;
};

/** Response codes of RFC 1035, section 4.1.1. */
const codes = { noError: 0, servfail: 2, missing: 3, refused: 5 } as const;
/** The longest string of a TXT record, in bytes: its length is one octet. */
const longestString = 255;

/** A zone without any name. */
export function createDnsZone(): KeptZone {
  const answers = new Map<string, DnsAnswer>();
  const keyOf = (name: string) => name.toLowerCase().replace(/\.$/, '');
  return {
    set(name, answer) {
      if (answer === null) answers.delete(keyOf(name));
      else answers.set(keyOf(name), answer);
    },
    list: () => Object.fromEntries(answers),
    reply(question, maxBytes) {
      const asked = dnsPacket.decode(question);
      const [{ name, type } = { name: '', type: 'A' }] = asked.questions ?? [];
      const answer = answers.get(keyOf(name));
      if (answer && 'fails' in answer) return answer.fails === 'silent' ? null : replyTo(asked, codes[answer.fails]);
      if (type === 'MX') return replyTo(asked, codes.noError, [mxOf(name, answer?.takesNoMail === true)]);
      if (!answer) return replyTo(asked, codes.missing);
      const records = type === 'TXT' ? answer.records : [];
      const whole = replyTo(
        asked,
        codes.noError,
        records.map((text) => ({ name, type: 'TXT', data: stringsOf(text) })),
      );
      return whole.length > maxBytes(asked) ? replyTo(asked, codes.noError | dnsPacket.TRUNCATED_RESPONSE) : whole;
    },
  };
}

const mxOf = (name: string, takesNoMail: boolean): Answer => ({
  name,
  type: 'MX',
  data: takesNoMail ? { preference: 0, exchange: '.' } : { preference: 10, exchange: `mail.${name}` },
});

function stringsOf(text: string): string[] {
  const bytes = Buffer.from(text);
  const strings = Array.from({ length: Math.ceil(bytes.length / longestString) }, (_, i) =>
    bytes.subarray(i * longestString, (i + 1) * longestString).toString(),
  );
  return strings.length > 0 ? strings : [''];
}

const replyTo = ({ id, questions }: DecodedPacket, flags: number, answers: Packet['answers'] = []): Buffer =>
  dnsPacket.encode({
    ...{ type: 'response', id, questions, answers },
    flags: flags | dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE,
  });
