/** How a night goes, in ten sentences: what happens by itself, and what waits for a person. */
export const night: readonly string[] = [
  'Monitors outside see that customers are failing; Posture says so at once, and the alert follows when its rule has held as long as it demands.',
  'The alert proposes an incident: it appears under Incidents and as a chip in the bar of every page.',
  'Somebody takes command, and people take the duties that the plan names.',
  'The commander says what it is: the disaster class decides which runbook applies, and a class that a measured fact contradicts is refused.',
  'Arming prepares the standby, freezes changes and tells people; all of it can be taken back.',
  'Two other persons read exactly what will run and what it may lose, and hold to approve; whoever asks never counts.',
  'The commander holds GO, after seeing what promoting now would lose.',
  'The worker carries the steps out; each is done when readings of the world prove it, and after the point of no return only forward is safe.',
  'A tier is back when the monitors outside have seen it work for as long as the plan asks; it is watched after that, and can fail again.',
  'The incident is closed, and its evidence can be exported and verified without this console.',
]
