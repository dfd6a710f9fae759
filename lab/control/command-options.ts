export interface StartCommandOptions {
  data: string
  scale?: string
  portBase?: string
  config?: string
}

export interface FaultOptions {
  data: string
  system?: string
  region?: string
  operation?: string
  times?: string
  delay?: string
}
