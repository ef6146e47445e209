const begin = '<!-- BEGIN WAYBACK TOOLBAR INSERT -->';
const end = '<!-- END WAYBACK TOOLBAR INSERT -->';

/** The page without the bar that the Wayback Machine and OpenWayback put over it: no words or scripts of its own. */
export function withoutBanner(markup: string): string {
  const from = markup.indexOf(begin);
  const to = from === -1 ? -1 : markup.indexOf(end, from);
  return to === -1 ? markup : markup.slice(0, from) + markup.slice(to + end.length);
}
