import type { ImportFilter, ImportInput, ImportTarget } from '../../../api/clickup-types.ts'
import { secondsIn } from '../settings/settings-input.ts'

/** As it is typed; empty ids are none. */
export interface TypedImport {
  readonly target: ImportTarget
  readonly accountId: string
  readonly vacancyId: string
  readonly includeComments: boolean
  readonly filter: ImportFilter
  readonly delaySeconds: string
}

export type ImportProblem = 'accountId' | 'delaySeconds'

export function readImport(
  typed: TypedImport,
): { readonly input: ImportInput } | { readonly problems: readonly ImportProblem[] } {
  const { target, accountId, vacancyId, includeComments, filter } = typed
  const delaySeconds = secondsIn(typed.delaySeconds)
  const problems: ImportProblem[] = []
  if (target === 'huntflow' && accountId === '') problems.push('accountId')
  if (delaySeconds === undefined) problems.push('delaySeconds')
  if (delaySeconds === undefined || problems.length > 0) return { problems }
  if (target === 'cache') return { input: { target, filter, delaySeconds } }
  return {
    input: {
      target,
      filter,
      delaySeconds,
      accountId,
      includeComments,
      ...(vacancyId === '' ? {} : { vacancyId }),
    },
  }
}
