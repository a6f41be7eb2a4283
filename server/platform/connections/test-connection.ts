import { AppError, notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { UpstreamError } from '../outbound/index.ts'
import { findConnection, updateConnectionTest } from './connection.store.ts'
import { purposeOf, type ConnectionDeps } from './deps.ts'
import type { Opened, Send, Service } from './service.ts'

export type TestOutcome =
  | { readonly ok: true; readonly account: string }
  | { readonly ok: false; readonly problem: string }

/** Asks the service as whom the credentials act, and keeps what it said. */
export async function testConnection(
  deps: ConnectionDeps,
  scope: WorkspaceScope,
  input: { readonly id: string },
): Promise<TestOutcome> {
  for (;;) {
    const { found, credentials } = await inWorkspace(deps.db, scope, async (tx) => {
      const row = await findConnection(tx, scope, input.id)
      if (row === undefined) throw notFound('connection', input.id)
      const secret = { purpose: purposeOf(row.connector), sealed: row.credentialsSealed }
      return { found: row, credentials: JSON.parse(await deps.vault.open(tx, scope, secret)) as unknown }
    })
    const service = deps.services.find(({ connector }) => connector === found.connector)
    if (service === undefined)
      throw new AppError(
        'CONFLICT',
        `This version knows no service ${found.connector}. Remove the connection.`,
      )
    const send = await senderFor(deps, scope, service)
    const outcome = await ask(service, send, { baseUrl: found.baseUrl, credentials })
    const result = outcome.ok
      ? ({ status: 'ok', account: outcome.account, lastError: null } as const)
      : ({ status: 'failing', lastError: outcome.problem } as const)
    const isKept = await inWorkspace(deps.db, scope, async (tx) => {
      const { id, savedAt } = found
      const kept = { id, savedAt, testedAt: deps.clock.now(), ...result }
      const isNewest = await updateConnectionTest(tx, scope, kept)
      if (isNewest && outcome.ok) await deps.onChange(tx, scope, found.connector)
      return isNewest
    })
    // Else other credentials were saved or renewed meanwhile, and it is they that were to be tested.
    if (isKept) return outcome
  }
}

/** As all requests to the service are sent, where there is such a way: at its pace, and with new credentials for expired ones. */
async function senderFor(
  { connectors, client }: Pick<ConnectionDeps, 'connectors' | 'client'>,
  scope: WorkspaceScope,
  { connector: service }: Service,
): Promise<Send> {
  const connection = await connectors.find(({ name }) => name === service)?.open(scope, 'interactive')
  if (connection === undefined) return (request) => client.send({ ...request, service })
  return async (request) => (await connection.send({ ...request, service })).response
}

async function ask(service: Service, send: Send, opened: Opened<unknown>): Promise<TestOutcome> {
  try {
    return { ok: true, account: await service.whoAmI(send, opened) }
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, problem: inWords(service, error) }
    // The operator may have taken the address out of EGRESS_ALLOW since; or too many requests wait.
    if (error instanceof AppError && (error.code === 'INVALID' || error.code === 'RATE_LIMITED'))
      return { ok: false, problem: error.message }
    throw error
  }
}

/** General messages begin with the service's one word. */
function inWords({ connector, label }: Service, { message }: UpstreamError): string {
  return message.startsWith(`${connector} `) ? label + message.slice(connector.length) : message
}
