// At the foot of every page, while there are changes of the programme that nobody has published yet.
export function DraftBar() {
  return null;
}
