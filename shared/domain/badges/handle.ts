/** 1 to 30 lower-case letters, digits and underscores: safe in an address, in markup and beside another script. */
const handleShape = /^[a-z0-9_]{1,30}$/;

/** Words in paths below `/badges/`, which no handle may take. */
const reserved: ReadonlySet<string> = new Set(['check', 'keys', 'oembed', 'refresh', 'status']);

/** Whether a text can be a badge's handle. */
export const isHandle = (text: string): boolean => handleShape.test(text) && !reserved.has(text);
