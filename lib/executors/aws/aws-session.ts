/** Credentials a call is signed with: the base key, or an assumed role's session. */
export interface AwsSession {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** What must never show up in a message: the key's id too, since the binding names it by reference alone. */
export function secretsOf({ accessKeyId, secretAccessKey, sessionToken }: AwsSession): string[] {
  return [accessKeyId, secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])]
}
