import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { CommandError } from '../command-error'
import { typed } from './from-terminal'

/** The files of a plan's directory as it was typed. Throws CommandError where there is none. */
export async function readPlan(directory: string): Promise<PlanFiles> {
  try {
    return await readPlanDirectory(typed(directory), directory)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new CommandError(error.message, 2)
  }
}
