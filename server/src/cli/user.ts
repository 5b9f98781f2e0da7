// laurel user: users of the console, from the machine of the server: for the first one, and for when nobody gets in any more.
// Passwords are set by whoever holds the invitation that is printed; none is ever taken from a command line.
import { ADMINISTRATOR } from '../access/permissions.ts';
import { makeSetupToken } from '../access/setup.ts';
import { addUser, changeUser, doingAsOperator, write } from '../access/users.ts';
import { type Instance, openSignIn } from '../main.ts';
import { findUserByEmail, listUsers, type User } from '../storage/users.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { tableText } from './text-table.ts';

const LIST_MAX = 1_000;
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

export const user: Command = {
  usage: 'user add|invite|enable|disable|list|setup [EMAIL] [NAME] [--roles a,b]',
  summary: 'Invite, enable, disable and list users of the console.',
  details: [
    '',
    'laurel user add ann@example.com "Ann Lee" --roles support',
    'laurel user invite ann@example.com',
    'laurel user disable ann@example.com',
    'laurel user list',
    'laurel user setup',
    '',
    'add and invite print a token with which the password is set, once and within seven days. Without --roles a user is an',
    'administrator. setup prints a new token for the first administrator while there are no users.',
  ],
  async run(args) {
    const { values, positionals } = parseOptions(this, args, { roles: { type: 'string', default: ADMINISTRATOR } });
    const [action, email, name, ...others] = positionals;
    if (others.length > 0 || (email !== undefined && !EMAIL.test(email))) throw usageError(this);
    if (action === 'list' && email === undefined) return list();
    if (action === 'setup' && email === undefined) return setup();
    if (email === undefined) throw usageError(this);
    if (action === 'add' && name !== undefined)
      return add({ email: email.toLowerCase(), name }, values.roles.split(','));
    if (name !== undefined) throw usageError(this);
    if (action === 'invite') return withUser(email, invite);
    if (action === 'enable' || action === 'disable')
      return withUser(email, (instance, found) => mark(instance, found, action));
    throw usageError(this);
  },
};

function add(person: { readonly email: string; readonly name: string }, roles: readonly string[]): Promise<number> {
  return withInstance(async (instance) => {
    const doing = doingAsOperator(instance.clock.now());
    const added = await addUser(
      instance.pool,
      { ...person, roles: roles.map((role) => role.trim()), groups: [] },
      doing,
    );
    return invite(instance, added);
  });
}

function withUser(email: string, work: (instance: Instance, user: User) => Promise<number>): Promise<number> {
  return withInstance(async (instance) => {
    const found = await findUserByEmail(instance.pool, email);
    if (found === null) throw new CommandError(`There is no user ${email}.`);
    return work(instance, found);
  });
}

async function invite(instance: Instance, { id, name }: User): Promise<number> {
  const { signIn, close } = openSignIn(instance);
  try {
    const doing = doingAsOperator(instance.clock.now());
    const { token, expiresAt } = await signIn.invite(id, doing.at);
    await write(instance.pool, doing, 'user.invited_again', { kind: 'user', id, name });
    const url = `${instance.config.publicUrl}/invitation#token=${token}`;
    print(`token  ${token}\nuntil  ${new Date(expiresAt).toISOString()}`);
    process.stderr.write(`With it ${name} sets a password: ${url}\n`);
    return 0;
  } finally {
    await close();
  }
}

async function mark({ pool, clock }: Instance, { id, email }: User, action: 'enable' | 'disable'): Promise<number> {
  await changeUser(pool, id, { isDisabled: action === 'disable' }, doingAsOperator(clock.now()));
  print(`${email} is ${action}d.`);
  return 0;
}

function list(): Promise<number> {
  return withInstance(async ({ pool }) => {
    const { items } = await listUsers(pool, { limit: LIST_MAX, after: null });
    const rows = items.map((found) => [
      found.email,
      found.name,
      found.roles.join(','),
      found.hasSecondFactor ? 'yes' : '',
      found.disabledAt !== null ? 'disabled' : found.hasCredential ? 'active' : 'invited',
    ]);
    print(tableText(['e-mail', 'name', 'roles', 'second factor', 'status'], rows));
    return 0;
  });
}

function setup(): Promise<number> {
  return withInstance(async ({ pool }) => {
    const token = await makeSetupToken(pool);
    if (token === null) throw new CommandError('There are users already. `laurel user add` makes another one.');
    print(token);
    return 0;
  });
}
