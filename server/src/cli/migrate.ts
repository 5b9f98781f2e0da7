// laurel migrate: brings the database to the schema of this version, as its owner.
import { migrateDatabase, openDatabase } from '../main.ts';
import { type Command, parseOptions, print, quietSettings } from './command.ts';

export const migrate: Command = {
  usage: 'migrate',
  summary: 'Bring the database to the schema of this version.',
  details: [
    '',
    'Runs with the login of LAUREL_OWNER_DATABASE_URL where there is one. Safe to repeat, never goes back.',
  ],
  async run(args) {
    parseOptions(this, args, {});
    const database = await openDatabase(quietSettings());
    try {
      const applied = await migrateDatabase(database);
      print(applied.length === 0 ? 'Nothing to apply.' : applied.map((name) => `Applied ${name}.`).join('\n'));
      return 0;
    } finally {
      await database.close();
    }
  },
};
