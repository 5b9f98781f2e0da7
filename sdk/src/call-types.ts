// From an operation of the contract to what a call of it takes and gives. Types only; nothing here runs.
import type { components, OPERATIONS, operations } from './generated/contract.ts';

export type OperationId = keyof typeof OPERATIONS & keyof operations;
export type Schemas = components['schemas'];
export type ProblemCode = Schemas['Problem']['code'];

type Json<Content> = { readonly content: { readonly 'application/json': Content } };

type PathPart<Operation> = Operation extends { readonly parameters: { readonly path: infer Path } }
  ? { readonly path: Path }
  : unknown;
type QueryPart<Operation> = Operation extends { readonly parameters: { readonly query?: infer Query } }
  ? { readonly query?: Query }
  : unknown;
type BodyPart<Operation> = Operation extends { readonly requestBody: Json<infer Body> }
  ? { readonly body: Body }
  : Operation extends { readonly requestBody?: Json<infer Body> }
    ? { readonly body?: Body }
    : unknown;

export type ArgumentsOf<Id extends OperationId> = PathPart<operations[Id]> &
  QueryPart<operations[Id]> &
  BodyPart<operations[Id]>;

export type ResultOf<Id extends OperationId> = operations[Id]['responses'] extends { readonly 200: Json<infer Result> }
  ? Result
  : operations[Id]['responses'] extends { readonly 201: Json<infer Result> }
    ? Result
    : operations[Id]['responses'] extends { readonly 202: Json<infer Result> }
      ? Result
      : never;

/** Operations whose answer is a page of items. */
export type ListId = {
  [Id in OperationId]: ResultOf<Id> extends { readonly items: readonly unknown[]; readonly next: string | null }
    ? Id
    : never;
}[OperationId];

export type ItemOf<Id extends ListId> = ResultOf<Id> extends { readonly items: readonly (infer Item)[] } ? Item : never;
