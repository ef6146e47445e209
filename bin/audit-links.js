#!/usr/bin/env node
import module from 'node:module';

// Node 22 and later keep the compiled code between runs.
module.enableCompileCache?.();
try {
  const { main } = await import('../dist/program/cli.js');
  process.exitCode = await main(process.argv.slice(2), process);
} catch (error) {
  // A machine that can't open the program's own files, or a bug of ours. Neither may be taken for findings.
  const tooFew = 'audit-links: too few open files are allowed here; raise ulimit -n.';
  process.stderr.write(`${error.code === 'EMFILE' ? tooFew : error.stack}\n`);
  process.exitCode = 2;
}
