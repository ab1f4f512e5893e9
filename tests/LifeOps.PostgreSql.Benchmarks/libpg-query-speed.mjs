// Statements per second of npm's libpg-query on the statements given as a JSON array on standard input.
// The argument is the folder that has node_modules/libpg-query.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.argv[2], 'package.json'));
const { loadModule, parseSync } = require('libpg-query');
await loadModule();

const statements = JSON.parse(readFileSync(0, 'utf8'));
let best = Infinity;
let count = 0;
for (let round = 0; round < 4; round++) {
  count = 0;
  const start = performance.now();
  for (const sql of statements) {
    try {
      count += parseSync(sql).stmts?.length ?? 0;
    } catch {
      // A statement that it rejects costs it no more than a tree.
    }
  }
  best = Math.min(best, performance.now() - start);
}
process.stdout.write(String((count * 1000) / best));
