export interface VerifyOptions {
  database?: true
  head?: string
  recorded?: string
  json?: true
}

export interface RehearseOptions {
  plan: string
  scenario: string
  fast?: true
  json?: true
  export?: string
  force?: true
}
