import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { UsageError } from '../usage-error.ts';

/** The certificates to trust that the file behind `--ca-file` holds, as PEM. Throws `UsageError` for a file without one. */
export function readCertificates(path: string): string {
  const pem = textOf(path);
  // The TLS library takes any text, and trusts nobody by it.
  if (beginsWithCertificate(pem)) return pem;
  throw new UsageError('The certificates to trust are not in PEM form. Mend the file behind --ca-file.');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`The certificates in ${path} can't be read. Mend the path behind --ca-file.`, {
      cause: error,
    });
  }
}

function beginsWithCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
