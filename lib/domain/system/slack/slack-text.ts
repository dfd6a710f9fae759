/** Slack reads three characters as its own, for links and for calling people; whatever stands here, it stays text. */
export function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
