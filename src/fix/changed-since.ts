/** Why nothing is written over the work of somebody else. */
export const changedSince = 'It has changed since it was read, and was left as it is. Run again.';
