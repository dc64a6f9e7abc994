/**
 * The attributes that functions for the public read of badges, of their pictures, and of what pays for them. A role that is granted these reads
 * no other attribute: no address, no history, no check, no subscription.
 */
export const shownAttributes = ['shown', 'version', 'suspended', 'accepted'] as const;

/** The attributes of a picture's copy. Its key has its hash, which only an approved badge tells. */
export const pictureAttributes = ['bytes', 'type', 'width', 'height'] as const;
