import { accessDenied, ApiError, invalid, notFound } from '../http/api-error.ts'
import type { ApiRequest } from '../http/route.ts'
import type { World } from '../world.ts'
import type { Account, Applicant, External, MemberType, StoredFile } from './model.ts'

export interface Place {
  readonly account: Account
  readonly memberType: MemberType
}

export function requireAccount(world: World, request: ApiRequest): Place {
  const account = world.state.accountsById.get(idIn(request, 'account_id'))
  const memberType = account?.members.get(request.caller.userId)
  if (account !== undefined && memberType !== undefined) return { account, memberType }
  throw world.quirks.foreignAccount === 'forbidden' ? accessDenied() : notFound()
}

/** Watchers neither see nor change tags. */
export function requireRecruiter(world: World, request: ApiRequest): Account {
  const { account, memberType } = requireAccount(world, request)
  if (memberType === 'watcher') throw accessDenied()
  return account
}

export function requireApplicant(world: World, request: ApiRequest): Applicant {
  const { account } = requireAccount(world, request)
  const applicant = world.state.applicants.get(idIn(request, 'applicant_id'))
  if (applicant?.accountId !== account.id) throw notFound()
  return applicant
}

export function requireExternal(
  world: World,
  request: ApiRequest,
): { readonly applicant: Applicant; readonly external: External } {
  const applicant = requireApplicant(world, request)
  const id = idIn(request, 'external_id')
  const external = applicant.externals.find((one) => one.id === id)
  if (external === undefined) throw notFound()
  return { applicant, external }
}

interface WantedFiles {
  readonly accountId: number
  readonly ids: readonly number[]
  /** Where in the body they were named. */
  readonly variable: string
}

/** Only what was uploaded to the same account. */
export function requireFiles(world: World, { accountId, ids, variable }: WantedFiles): readonly StoredFile[] {
  return ids.map((id) => {
    const file = world.state.files.get(id)
    if (file?.accountId !== accountId) throw invalid('Unknown file', variable)
    return file
  })
}

export function idIn(request: ApiRequest, name: string): number {
  const text = request.params[name] ?? ''
  if (/^\d+$/.test(text)) return Number(text)
  const location = { entity: 'path', variable: name }
  throw new ApiError(400, [{ type: 'type_error.integer', title: 'value is not a valid integer', location }])
}
