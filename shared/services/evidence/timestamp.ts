import { createHash } from 'node:crypto';
import { type ContentInfo, id_signedData, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, AsnParser, OctetString } from '@peculiar/asn1-schema';
import {
  id_ct_tstInfo,
  MessageImprint,
  PKIStatus,
  TimeStampReq,
  TimeStampReqVersion,
  TimeStampResp,
  TSTInfo,
} from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

/** A question to a time-stamp authority: the SHA-256 of the text, and a nonce of 8 random bytes. */
export type TimestampQuestion = { readonly digest: Uint8Array; readonly nonce: Uint8Array };

const idSha256 = '2.16.840.1.101.3.4.2.1';

/** The SHA-256 of a signed seal's canonical bytes: an authority confirms that they existed, signature included. */
export const timestampDigest = (signedSeal: string): Uint8Array => createHash('sha256').update(signedSeal).digest();

/** The question as DER, with the wish for the authority's certificate. Source: RFC 3161, section 2.4.1. */
export function timestampRequest({ digest, nonce }: TimestampQuestion): Uint8Array {
  const imprint = new MessageImprint({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: idSha256, parameters: null }),
    hashedMessage: new OctetString(digest),
  });
  const version = TimeStampReqVersion.v1;
  return bytesOf(
    AsnConvert.serialize(new TimeStampReq({ version, messageImprint: imprint, nonce: positive(nonce), certReq: true })),
  );
}

/**
 * The time, ISO-8601 UTC, of a reply (DER). Its signature is left to `openssl ts -verify` with the authority's root, which whoever doubts it chooses.
 * @throws Error where the authority refused, or answers another question. Source: RFC 3161, section 2.4.2.
 */
export function timeOfReply(reply: Uint8Array, { digest, nonce }: TimestampQuestion): string {
  const { status, timeStampToken } = AsnParser.parse(reply, TimeStampResp);
  const isGranted = status.status === PKIStatus.granted || status.status === PKIStatus.grantedWithMods;
  if (!isGranted || !timeStampToken) throw new Error(`The time-stamp authority refused, with status ${status.status}`);
  const info = infoOf(timeStampToken);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const isOfText = hashAlgorithm.algorithm === idSha256 && isSame(hashedMessage.buffer, digest);
  if (!isOfText) throw new Error('The time stamp is of another text');
  if (!info.nonce || !isSame(info.nonce, positive(nonce))) throw new Error('The time stamp answers another question');
  return info.genTime.toISOString();
}

function infoOf({ contentType, content }: ContentInfo): TSTInfo {
  if (contentType !== id_signedData) throw new Error('The time stamp is not signed');
  const { eContentType, eContent } = AsnParser.parse(content, SignedData).encapContentInfo;
  const text = eContent?.single?.buffer ?? eContent?.any;
  if (eContentType !== id_ct_tstInfo || !text) throw new Error('The reply has no time stamp');
  return AsnParser.parse(text, TSTInfo);
}

/** An INTEGER whose first bit is set would be negative. */
const positive = (nonce: Uint8Array): ArrayBuffer => new Uint8Array([1, ...nonce]).buffer;
const isSame = (one: ArrayBuffer, other: ArrayBuffer | Uint8Array): boolean =>
  Buffer.compare(Buffer.from(one), Buffer.from(other as Uint8Array)) === 0;
const bytesOf = (buffer: ArrayBuffer): Uint8Array => new Uint8Array(buffer);
