// The grammar of expressions: cel-js's parser and the limits on what it reads. Types, evaluation and SQL work on its tree.

import { type ASTNode, Environment } from '@marcbachmann/cel-js';

export { type ASTNode, ParseError } from '@marcbachmann/cel-js';

/** Bounds the recursion of parser, compiler and evaluation far inside the stack. */
export const AST_LIMITS = {
  maxAstNodes: 1_000,
  maxDepth: 64,
  maxListElements: 1_000,
  maxMapEntries: 10,
  maxCallArguments: 4,
};

const PARSER = new Environment({ limits: AST_LIMITS });

/** Throws a ParseError where the text is no expression. */
export function parseTree(source: string): ASTNode {
  return PARSER.parse(source).ast;
}
