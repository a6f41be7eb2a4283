import { clickupOpener, type OpenClickup } from '../../../server/connectors/clickup/index.ts'
import type { ClickUpSandbox, ClickUpSandboxOptions } from '../../../server/sandbox/clickup/index.ts'
import { createLog } from '../../../server/shared/create-log.ts'
import { createMetrics } from '../../../server/platform/metrics/index.ts'
import { systemScope, type WorkspaceScope } from '../../../server/shared/scope.ts'
import { wirePlatform, type Platform } from '../../../server/wire-platform.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { hasClickUpDocument, readClickUpDocument } from '../../support/clickup-document.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

export interface ConnectedClickup {
  readonly clickup: ClickUpSandbox
  readonly app: TestApp
  readonly platform: Platform
  readonly scope: WorkspaceScope
  readonly open: OpenClickup
  /** Saves another token for the workspace. */
  connect(token: string): Promise<void>
  close(): Promise<void>
}

/** A server whose workspace is connected with a fake ClickUp; requests that do not fit the vendor's document are its complaints. */
export async function connectedClickup(options: ClickUpSandboxOptions = {}): Promise<ConnectedClickup> {
  const judge = hasClickUpDocument ? { checkRequest: (await readClickUpDocument()).judgeRequest } : {}
  const clickup = await startSmallClickUp({ ...judge, ...options })
  const app = await startTestApp({ env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' }, allow: [clickup.origin] })
  await app.sandbox.install({ baseUrl: app.baseUrl })
  const { config, database, vault } = app
  const wiring = { config, log: createLog('silent'), metrics: createMetrics(), baseUrl: () => app.baseUrl }
  const platform = wirePlatform({ database, vault }, wiring)
  await platform.limiters.clickup.start()
  const connect = async (token: string): Promise<void> => {
    const body = { token, baseUrl: clickup.apiUrl }
    const { status } = await app.call('PUT', '/api/connections/clickup', { body })
    if (status !== 200) throw new Error(`the connection was not saved: ${status}`)
  }
  await connect(clickup.tokens.owner)
  return {
    clickup,
    app,
    platform,
    scope: systemScope(app.sandbox.workspaceId, 'test'),
    open: clickupOpener(platform.clickup),
    connect,
    close: async () => {
      await platform.limiters.clickup.stop()
      await platform.client.close()
      await app.close()
      await clickup.stop()
    },
  }
}
