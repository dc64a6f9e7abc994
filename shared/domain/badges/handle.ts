/** 1 to 30 lower-case letters, digits and underscores: safe in an address, in markup and beside another script. */
const handleShape = /^[a-z0-9_]{1,30}$/;

/** Whether a text can be a badge's handle. */
export const isHandle = (text: string): boolean => handleShape.test(text);
