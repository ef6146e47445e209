/** The fault is on our side and did not pass by itself: no file descriptors, no memory. It ends the run; no link is judged by it. */
export class LocalFault extends Error {
  override readonly name = 'LocalFault';
}
