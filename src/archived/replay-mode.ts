/**
 * How an archive shows a capture, as a suffix of its timestamp (Wayback, OpenWayback and pywb alike): `id_` the archived bytes as
 * they were, without banner, frame or rewritten links · `im_` an image by itself · none: as people look at it.
 */
type ReplayMode = 'id_' | 'im_' | '';

/** The first timestamp of an address, its mode if it has one, and the original address that follows. */
const replayed = /(\/\d{4,14})(?:[a-z]{2}_)?(?=\/(?:https?(?::|%3a)|[\w-]+\.))/i;

/** The same capture shown in another way; an address of another form comes back as it is. */
export const inMode = (address: string, mode: ReplayMode): string => address.replace(replayed, `$1${mode}`);

/** The original address that the address of a capture ends with, as it stands there; `undefined` for one of another form. */
export const replayedIn = (address: string): string | undefined =>
  /\/\d{4,14}(?:[a-z]{2}_)?\/(https?:\/\/.+)$/is.exec(address)?.[1];
