/** Who signed a request: an IAM user with a long-lived key, or the session of an assumed role. */
export interface Identity {
  arn: string
  userId: string
  /** IAM actions this identity may take, as in the permission table. */
  permissions: readonly string[]
  /** Role ARNs it may assume; sessions may assume none. */
  mayAssume: readonly string[]
}

export interface AccessKey {
  accessKeyId: string
  secretAccessKey: string
}

export interface SessionCredential extends AccessKey {
  sessionToken: string
  roleArn: string
  sessionName: string
  /** Milliseconds since the epoch. */
  expiresAt: number
}
