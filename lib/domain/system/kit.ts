import { z } from 'zod'
import { Address } from './address'
import { addressed, tokenIdentity } from './addressed'
import {
  AwsAccount,
  AwsCredentials,
  awsEndpoint,
  awsIdentity,
  regionalFields,
  regionalTarget,
  unnamedSignIn,
} from './aws'
import { defineSystem } from './define-system'
import { defineAction, defineReading, isOrMayBe } from './definition'
import { joinPath } from './join-path'
import { HttpPath } from './parameter/http-path'
import { MessageText } from './parameter/message'
import { SecretReference } from './secret-reference'
import { awsCommand } from './text/aws-command'
import { commandLine, whereLine } from './text/command-line'
import { curlCommand } from './text/curl-command'

/** What a system of others is stated with: it is handed over, so that nobody brings a second copy of any of it. */
export const systemKit = {
  z,
  Address,
  SecretReference,
  defineAction,
  defineReading,
  defineSystem,
  isOrMayBe,
  addressed,
  tokenIdentity,
  aws: { AwsAccount, AwsCredentials, awsEndpoint, awsIdentity, regionalFields, regionalTarget, unnamedSignIn },
  parameter: { HttpPath, MessageText },
  text: { awsCommand, commandLine, curlCommand, joinPath, whereLine },
}
export type SystemKit = typeof systemKit
