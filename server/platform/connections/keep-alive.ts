import { Type } from 'typebox'
import { inWorkspaceAtOnce } from '../../storage/db.ts'
import { defineJob, handleJob, type JobHandler, type Schedule } from '../jobs/index.ts'
import { listConnectionRows, type ConnectionRow } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import { testConnection } from './test-connection.ts'

export const keepAliveJob = defineJob({ name: 'connections.keep-alive', payload: Type.Object({}) })

/** Often enough that a service which is away for a while has many chances. */
export const keepAliveSchedule: Schedule = {
  name: 'connections.keep-alive',
  cron: '23 * * * *',
  definition: keepAliveJob,
  payload: {},
  each: 'workspace',
}

/** Tries credentials that nobody has renewed for long: those of a connection that is seldom used would die for good. */
export function keepAliveHandler(deps: ConnectionDeps): JobHandler {
  return handleJob(keepAliveJob, async ({ scope, signal }) => {
    const page = { after: undefined, limit: deps.services.length }
    const rows = await inWorkspaceAtOnce(deps.db, scope, (tx) => listConnectionRows(tx, scope, page))
    for (const row of rows.filter((one) => isDue(deps, one))) {
      signal.throwIfAborted()
      await testConnection(deps, scope, row)
    }
  })
}

function isDue({ services, clock }: ConnectionDeps, { connector, savedAt }: ConnectionRow): boolean {
  const keepAliveMs = services.find((service) => service.connector === connector)?.keepAliveMs
  return keepAliveMs !== undefined && clock.now().getTime() - savedAt.getTime() >= keepAliveMs
}
