import { AppError, type Violation } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import type { EgressPolicy } from '../outbound/index.ts'
import { upsertConnection, type ConnectionRow } from './connection.store.ts'
import { purposeOf, type ConnectionDeps } from './deps.ts'
import type { Service } from './service.ts'

interface SaveInput {
  readonly service: Service
  readonly baseUrl: string | undefined
  readonly credentials: Readonly<Record<string, unknown>>
}

/** All or nothing: another address always comes with its own credentials, so none can be led elsewhere. */
export async function saveConnection(
  deps: Pick<ConnectionDeps, 'db' | 'vault' | 'clock' | 'policyOf' | 'onChange'>,
  scope: WorkspaceScope,
  { service, baseUrl: given, credentials }: SaveInput,
): Promise<ConnectionRow> {
  const { connector } = service
  const policy = deps.policyOf(service)
  const baseUrl = normalise(given ?? service.defaultBaseUrl ?? '', service.surplusPath(credentials))
  const violations = [
    ...addressViolations(service, policy, baseUrl),
    ...service.violations(credentials, policy),
  ]
  if (violations.length > 0)
    throw new AppError('INVALID', `This is no connection with ${service.label} yet.`, { violations })
  return inWorkspace(deps.db, scope, async (tx) => {
    const secret = { purpose: purposeOf(connector), text: JSON.stringify(credentials) }
    const credentialsSealed = await deps.vault.seal(tx, scope, secret)
    const savedAt = deps.clock.now()
    const saved = { id: newId(), connector, baseUrl, credentialsSealed, savedAt }
    const row = await upsertConnection(tx, scope, saved)
    await deps.onChange(tx, scope, connector)
    return row
  })
}

function normalise(url: string, surplusPath: string): string {
  const bare = url.trim().replace(/\/+$/, '')
  return surplusPath !== '' && bare.endsWith(surplusPath) ? bare.slice(0, -surplusPath.length) : bare
}

function addressViolations(service: Service, policy: EgressPolicy, baseUrl: string): readonly Violation[] {
  if (baseUrl === '') return [addressViolation(`is needed: the address of your ${service.label}`)]
  try {
    const { search, hash } = policy.check(baseUrl)
    return search === '' && hash === '' ? [] : [addressViolation('has a query or a fragment; leave that out')]
  } catch (error) {
    if (error instanceof AppError) return [addressViolation(error.message)]
    throw error
  }
}

function addressViolation(message: string): Violation {
  return { in: 'body', pointer: '/baseUrl', message }
}
