/** undici declares its types for the package as a whole. */
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}
