/** Credentials a call is signed with: the base key, or an assumed role's session. */
export interface AwsSession {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** What must never show up in a message. */
export function secretsOf(session: AwsSession): string[] {
  return [session.secretAccessKey, ...(session.sessionToken === undefined ? [] : [session.sessionToken])]
}
