import { OutsideLink } from '../ui/outside-link.tsx';

/** A place where data is shown, in the words of who declared it: an address, or a text in its own direction. */
export const Place = ({ at }: { readonly at: string }) =>
  /^https?:/.test(at) ? <OutsideLink href={at} /> : <bdi>{at}</bdi>;
