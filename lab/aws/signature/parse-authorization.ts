export interface Authorization {
  accessKeyId: string
  /** YYYYMMDD */
  date: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
}

const shape =
  /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request,\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/** The parts of a Signature Version 4 header; undefined when it is not one. */
export const parseAuthorization = (header: string | undefined): Authorization | undefined => {
  const [, accessKeyId, date, region, service, signedHeaders, signature] = shape.exec(header?.trim() ?? '') ?? []
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) return undefined
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}
