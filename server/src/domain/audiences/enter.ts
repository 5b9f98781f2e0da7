// Audiences that tag who enters them: judged after a decision, on the state that it leaves. The tag stays when somebody leaves
// again; removing it lets them enter anew.

import { addTag } from '../customers/tags.ts';
import { type Draft, note } from '../draft.ts';
import { expressionValues } from '../programme/variables.ts';

export function tagEntered(draft: Draft): void {
  const { profile } = draft.state;
  if (profile === null || profile.deletedAt !== null) return;
  for (const { name, tag, when } of draft.programme.taggedAudiences) {
    const known = draft.state.tags.get(tag);
    if (known !== undefined && (known.expiresAt === null || known.expiresAt > draft.now)) continue;
    const found = when.evaluate(expressionValues(draft.state, null, draft.now, draft.programme));
    if (!found.ok || found.value !== true) continue;
    note(draft, `audience/${name}`, 'entered');
    addTag(draft, tag, null);
  }
}
