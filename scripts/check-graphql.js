/**
 * Says whether the contract hangs together: what is generated is what graphql/schema gives, and every document of
 * graphql/operations asks for what the schema has.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printError, validate } from 'graphql';
import { generate, generatedDir, readDocuments, readSchema } from './generate-graphql.js';

const faults = [];

for (const [name, text] of Object.entries(await generate())) {
  const file = join(generatedDir, name);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    faults.push(
      `graphql/generated/${name} is not what graphql/schema gives: run \`npm run generate:graphql\`.`,
    );
  }
}

const schema = readSchema();
for (const document of readDocuments('operations')) {
  faults.push(...validate(schema, document).map(printError));
}

for (const fault of faults) console.error(`${fault}\n`);
if (faults.length > 0) process.exitCode = 1;
else console.log('the contract hangs together');
