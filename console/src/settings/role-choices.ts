// Roles as choices of a form, and their titles.
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/laurel.ts';

type RoleChoices = {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly titleOf: (name: string) => string;
};

export function useRoleChoices(): RoleChoices {
  const { data } = useQuery(read('listRoles', {}));
  const roles = data?.items ?? [];
  return {
    choices: roles.map(({ name, title }) => ({ value: name, label: title })),
    titleOf: (name) => roles.find((role) => role.name === name)?.title ?? name,
  };
}
