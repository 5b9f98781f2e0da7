// The programme that is live, for routes that describe things in its words.
import type { Programme } from '../../domain/programme/programme.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { AdapterDeps } from '../deps.ts';

/** As this process last saw it: descriptions may lag a publication by the moment that decisions never do. */
export async function liveProgramme({ programmes }: Pick<AdapterDeps, 'programmes'>): Promise<Programme> {
  const history = programmes.current() ?? (await programmes.refresh());
  if (history === null) throw new EngineError('programme_missing');
  return history.live;
}
