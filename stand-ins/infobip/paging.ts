// limit, page and orderBy, as all lists of People take them.

import { type Answer, badRequest, broken } from './answers.ts';

const LIMIT = 20;
const LIMIT_MAX = 1000;

export type Page = {
  readonly limit: number;
  readonly page: number;
  readonly field: string;
  readonly isDescending: boolean;
  cut<T>(items: readonly T[]): readonly T[];
};

export function pageOf(query: URLSearchParams, fields: readonly string[]): Page | { readonly refused: Answer } {
  const limit = Number(query.get('limit') ?? LIMIT);
  const page = Number(query.get('page') ?? 1);
  const [field = '', direction = 'asc'] = (query.get('orderBy') ?? `${fields[0] ?? ''}:asc`).split(':');
  const why =
    limit < 1 || limit > LIMIT_MAX
      ? `limit is between 1 and ${LIMIT_MAX}`
      : page < 1
        ? 'page begins with 1'
        : !fields.includes(field) || !['asc', 'desc'].includes(direction)
          ? `orderBy knows ${fields.join(', ')}, each with asc or desc`
          : null;
  if (why !== null) return { refused: broken(badRequest(why), why) };
  return {
    limit,
    page,
    field,
    isDescending: direction === 'desc',
    cut: (items) => items.slice((page - 1) * limit, page * limit),
  };
}
