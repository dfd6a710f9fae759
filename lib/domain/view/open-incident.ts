/** An incident that is open now, as far as a page must know of it to lead there. */
export interface OpenIncident {
  id: string
  number: number
  title: string
  mode: string
  status: string
  environment: string
}
