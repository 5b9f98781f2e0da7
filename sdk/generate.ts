// Writes what the SDK knows of the contract: types and the table of operations. Reads openapi.json from standard input and
// prints the file; `npx laurel generate` puts it into src/generated/contract.ts and a test holds it fresh.
import { text } from 'node:stream/consumers';
import openapiTS, { astToString } from 'openapi-typescript';

type Operation = { readonly operationId?: string; readonly parameters?: readonly { readonly name: string }[] };
type Contract = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const HEADER = `// Generated from openapi.json by \`npx laurel generate\`: types of the contract, and where each operation is. Do not edit.

`;

export async function contractFile(openapi: string): Promise<string> {
  const types = astToString(
    await openapiTS(openapi, {
      immutable: true,
      alphabetize: true,
      // What has a default may be left out.
      defaultNonNullable: false,
    }),
  );
  return `${HEADER}${types}\n${operationTable(JSON.parse(openapi))}`;
}

function operationTable({ paths }: Contract): string {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId = '', parameters = [] }]) => {
      const isKeyed = parameters.some(({ name }) => name === 'Idempotency-Key');
      return `  ${operationId}: { method: '${method.toUpperCase()}', path: '${path}', isKeyed: ${isKeyed} },\n`;
    }),
  );
  return `/** \`isKeyed\`: takes an idempotency key, so that repeating it is safe. */
export const OPERATIONS = {
${rows.sort().join('')}} as const;
`;
}

if (import.meta.main) process.stdout.write(await contractFile(await text(process.stdin)));
