import type { FastifyInstance } from 'fastify'
import {
  apiKeyRoutes,
  createAuthenticate,
  operatorRoutes,
  sessionRoutes,
} from '../../../server/platform/access/index.ts'
import { createGuard, createHttp } from '../../../server/platform/http/index.ts'
import { createLog } from '../../../server/shared/create-log.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import { aPlatform, testClock, tokenDeps, type Identity, type TestPlatform } from '../../support/a-token.ts'

export const ADMIN_KEY = 'operator-key-of-the-tests'

export interface TestAccess {
  readonly app: FastifyInstance
  readonly platform: TestPlatform
  readonly clock: ReturnType<typeof testClock>
  send(method: 'GET' | 'POST' | 'DELETE', url: string, request?: TestRequest): Promise<TestAnswer>
}

export interface TestRequest {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The fields that tests go on with; the rest they compare. */
export interface AnswerBody {
  readonly id?: string
  readonly key?: string
  readonly apiKey?: string
  readonly workspace?: { readonly id: string; readonly name: string }
  readonly items?: readonly { readonly id: string }[]
  readonly nextCursor?: string | null
}

export interface TestAnswer {
  readonly status: number
  /** Empty when the answer has none. */
  readonly body: AnswerBody
  readonly cookie: string | undefined
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

export async function anAccess(
  db: Db,
  options: { readonly adminKey?: string; readonly baseUrl?: string } = {},
): Promise<TestAccess> {
  const platform = await aPlatform()
  const clock = testClock()
  const baseUrl = () => options.baseUrl ?? 'https://addon.example'
  const shared = { db, clock, baseUrl, tokens: tokenDeps(platform, clock) }
  const guard = createGuard(createAuthenticate(shared))
  const app = await createHttp({ log: createLog('silent'), https: true, observe: () => {} })
  await app.register(sessionRoutes, { deps: { ...shared, guard } })
  await app.register(apiKeyRoutes, { deps: { ...shared, guard } })
  await app.register(operatorRoutes, { deps: { ...shared, adminKey: options.adminKey } })
  for (const role of ['reader', 'member', 'admin'] as const)
    app.route({
      method: ['GET', 'POST'],
      url: `/needs/${role}`,
      onRequest: guard.requires(role),
      handler: async (request) => ({ ...guard.scopeOf(request), token: guard.callerOf(request).userToken }),
    })
  await app.ready()

  const send: TestAccess['send'] = async (method, url, { headers = {}, body } = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        host: 'addon.example',
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const cookie = answer.headers['set-cookie']
    return {
      status: answer.statusCode,
      body: answer.body === '' ? {} : answer.json<AnswerBody>(),
      cookie: cookie === undefined ? undefined : String(cookie),
    }
  }
  return { app, platform, clock, send }
}

/** An installed add-on, straight into the tables. */
export async function anInstallation(db: Db, identity: Identity, installedAt: Date): Promise<void> {
  await inWorkspace(db, identity, async (tx) => {
    await tx
      .insertInto('workspaces')
      .values({ workspaceId: identity.workspaceId, name: 'Acme', source: 'clockify' })
      .execute()
    await tx
      .insertInto('installations')
      .values({
        ...identity,
        generation: 1,
        status: 'ACTIVE',
        installedBy: null,
        addonUserId: null,
        tokenSealed: Buffer.from('sealed'),
        backendUrl: 'https://api.clockify.me/api',
        reportsUrl: 'https://reports.api.clockify.me',
        installedAt,
        updatedAt: installedAt,
      })
      .execute()
  })
}
