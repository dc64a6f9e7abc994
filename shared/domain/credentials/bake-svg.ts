import { type StartTag, startTags } from './svg-markup.ts';
import { isCompactJws } from './vc-jwt.ts';

const namespace = 'https://purl.imsglobal.org/ob/v3p0';
const element = 'openbadges:credential';

/**
 * Adds the credential as an element behind the `<svg>` tag (OB 3.0, section 5.3.2).
 * @throws TypeError for unreadable SVG, a second credential, or no JWT.
 */
export function bakeSvg(picture: string, jwt: string): string {
  const [root, ...inside] = startTags(picture) ?? [];
  if (root?.name !== 'svg' || picture[root.end - 2] === '/') throw new TypeError('The picture is not an SVG.');
  if (inside.some(({ name }) => name === element)) throw new TypeError('The picture holds a credential already.');
  if (!isCompactJws(jwt)) throw new TypeError('The credential is not a compact JWT.');
  const declared = root.attributes.has('xmlns:openbadges') ? '' : ` xmlns:openbadges="${namespace}"`;
  const start = picture.slice(0, root.nameEnd) + declared + picture.slice(root.nameEnd, root.end);
  return `${start}<${element} verify="${jwt}"></${element}>${picture.slice(root.end)}`;
}

/** The texts of all credential elements; null in place of one that breaks OB 3.0's rules for a JWT. */
export function credentialAttributes([root, ...inside]: readonly StartTag[]): readonly (string | null)[] {
  const declared = root?.name === 'svg' && root.attributes.get('xmlns:openbadges') === namespace;
  return inside
    .filter(({ name }) => name === element)
    .map(({ attributes }) => (declared ? (attributes.get('verify') ?? null) : null));
}
