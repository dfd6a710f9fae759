/** The stream that holds everything of an incident and its runs. */
export function incidentStream(incidentId: string): string {
  return `incident:${incidentId}`
}
