/** One operation at its method and path; named groups of the path and `query` become parameters. */
export interface RestRoute {
  operation: string
  method: string
  path: RegExp
  /** The name of a parameter by that of its field in the query. */
  query?: Record<string, string>
}

/** What a service of the REST-XML protocol says of its operations and lists. */
export interface RestXml {
  namespace: string
  listNames: Record<string, string>
  routes: readonly RestRoute[]
}
