// Statements per second of npm's libpg-query on the statements given as a JSON array on standard input.
// The argument is the folder that has node_modules/libpg-query.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.argv[2], 'package.json'));
const { loadModule, parseSync } = require('libpg-query');
await loadModule();

const statements = JSON.parse(readFileSync(0, 'utf8'));
// As SpeedReport.cs measures: the sum of the best times of slices of 400 statements.
const slices = [];
for (let i = 0; i < statements.length; i += 400) slices.push(statements.slice(i, i + 400));
const best = slices.map(() => Infinity);
let count = 0;
for (let round = 0; round < 12; round++) {
  count = 0;
  slices.forEach((slice, i) => {
    const start = performance.now();
    for (const sql of slice) {
      try {
        count += parseSync(sql).stmts?.length ?? 0;
      } catch {
        // A statement that it rejects costs it no more than a tree.
      }
    }
    best[i] = Math.min(best[i], performance.now() - start);
  });
}
process.stdout.write(String((count * 1000) / best.reduce((sum, time) => sum + time, 0)));
