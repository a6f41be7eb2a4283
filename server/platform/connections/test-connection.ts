import { AppError, notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { UpstreamError } from '../outbound/index.ts'
import { findConnection, updateConnectionTest } from './connection.store.ts'
import { purposeOf, type ConnectionDeps } from './deps.ts'
import type { Opened, Service } from './service.ts'

export type TestOutcome =
  | { readonly ok: true; readonly account: string }
  | { readonly ok: false; readonly problem: string }

/** Asks the service as whom the credentials act, and keeps what it said. */
export async function testConnection(
  deps: ConnectionDeps,
  scope: WorkspaceScope,
  input: { readonly id: string },
): Promise<TestOutcome> {
  const { found, credentials } = await inWorkspace(deps.db, scope, async (tx) => {
    const row = await findConnection(tx, scope, input.id)
    if (row === undefined) throw notFound('connection', input.id)
    const secret = { purpose: purposeOf(row.connector), sealed: row.credentialsSealed }
    return { found: row, credentials: JSON.parse(await deps.vault.open(tx, scope, secret)) as unknown }
  })
  const service = deps.services.find(({ connector }) => connector === found.connector)
  if (service === undefined)
    throw new AppError('CONFLICT', `This version knows no service ${found.connector}. Remove the connection.`)

  const outcome = await ask(deps, service, { baseUrl: found.baseUrl, credentials })
  await inWorkspace(deps.db, scope, async (tx) => {
    await updateConnectionTest(tx, scope, {
      id: found.id,
      savedAt: found.savedAt,
      testedAt: deps.clock.now(),
      ...(outcome.ok
        ? { status: 'ok', account: outcome.account, lastError: null }
        : { status: 'failing', account: found.account, lastError: outcome.problem }),
    })
    if (outcome.ok) await deps.onUsable(tx, scope, found.connector)
  })
  return outcome
}

async function ask(
  { client }: Pick<ConnectionDeps, 'client'>,
  service: Service,
  opened: Opened<unknown>,
): Promise<TestOutcome> {
  try {
    const account = await service.whoAmI(
      (request) => client.send({ ...request, service: service.connector }),
      opened,
    )
    return { ok: true, account }
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, problem: inWords(service, error) }
    // The operator may have taken the address out of EGRESS_ALLOW since.
    if (error instanceof AppError && error.code === 'INVALID') return { ok: false, problem: error.message }
    throw error
  }
}

/** General messages begin with the service's one word. */
function inWords({ connector, label }: Service, { message }: UpstreamError): string {
  return message.startsWith(`${connector} `) ? label + message.slice(connector.length) : message
}
