import type { AddressInfo } from 'node:net'

import type { FastifyInstance } from 'fastify'

import { bindFaults, type FaultMembers } from '../shared/http/faults.ts'
import type { RequestLog } from '../shared/http/request-log.ts'
import { createWorld } from './create-world.ts'
import type { AtlassianFault } from './http/faults.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createServer } from './http/server.ts'
import { bindMutations, type Mutate } from './mutate.ts'
import { type AtlassianSandboxOptions, type ResolvedOptions, resolveOptions } from './options.ts'
import { cloudRoutes, serverRoutes } from './routes/all-routes.ts'
import { userOf } from './state/look-up.ts'
import type { AtlassianState } from './state/state.ts'
import type { NewToken } from './tokens.ts'
import type { World } from './world.ts'

export interface CloudPlace {
  /** What a client takes for https://SITE.atlassian.net. */
  readonly siteUrl: string
  readonly jiraUrl: string
  readonly confluenceUrl: string
  readonly cloudId: string
  /** What a client takes for https://api.atlassian.com/ex/jira/{cloudId}. */
  readonly gatewayJiraUrl: string
  /** As far as the /wiki. */
  readonly gatewayConfluenceUrl: string
  /** The owner's. */
  readonly email: string
  readonly apiToken: string
}

export interface DataCenterPlace {
  /** Both with their context path. */
  readonly jiraUrl: string
  readonly confluenceUrl: string
  /** The owner's personal access token. */
  readonly token: string
}

export interface AtlassianSandbox extends Mutate, FaultMembers<AtlassianFault> {
  readonly cloud: CloudPlace
  readonly dataCenter: DataCenterPlace
  /** Read it, compare with it; change it through the mutations. */
  readonly state: AtlassianState
  readonly requests: RequestLog<LoggedRequest>
  createToken(input: NewToken): string
  revokeToken(token: string): void
  stop(): Promise<void>
}

/** Starts a fake Jira and Confluence, each as Cloud and as Data Center, over the same data on loopback ports. */
export async function startAtlassianSandbox(
  options: AtlassianSandboxOptions = {},
): Promise<AtlassianSandbox> {
  const resolved = resolveOptions(options)
  const world = createWorld(resolved)
  const servers = createServers(world)
  const [cloud = '', jira = '', confluence = ''] = await listenAll(servers, resolved)
  Object.assign(world.origins, { cloud, dataCenterJira: jira, dataCenterConfluence: confluence })
  return {
    ...bindMutations(world),
    ...bindFaults(world.faults),
    cloud: describeCloud(world),
    dataCenter: describeDataCenter(world),
    state: world.state,
    requests: world.requests,
    createToken: (input) => world.tokens.make(input),
    revokeToken: (token) => world.tokens.revoke(token),
    stop: async () => {
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}

function createServers(world: World): readonly FastifyInstance[] {
  const { jira, confluence } = world.options.contextPaths
  const dialect = 'data-center'
  return [
    createServer(world, { dialect: 'cloud', contextPath: '', routes: cloudRoutes() }),
    createServer(world, { dialect, contextPath: jira, routes: serverRoutes('jira') }),
    createServer(world, { dialect, contextPath: confluence, routes: serverRoutes('confluence') }),
  ]
}

async function listenAll(
  servers: readonly FastifyInstance[],
  { host, port }: ResolvedOptions,
): Promise<readonly string[]> {
  const origins: string[] = []
  for (const [index, server] of servers.entries()) {
    await server.listen({ host, port: port === 0 ? 0 : port + index })
    // Listening on a TCP port: the address is an object.
    origins.push(`http://${host}:${(server.server.address() as AddressInfo).port}`)
  }
  return origins
}

function describeCloud({ origins, state, tokens }: World): CloudPlace {
  const { cloudId, ownerId } = state
  return {
    siteUrl: origins.cloud,
    jiraUrl: origins.cloud,
    confluenceUrl: `${origins.cloud}/wiki`,
    cloudId,
    gatewayJiraUrl: `${origins.cloud}/ex/jira/${cloudId}`,
    gatewayConfluenceUrl: `${origins.cloud}/ex/confluence/${cloudId}/wiki`,
    email: userOf(state, ownerId).email,
    apiToken: tokens.make({ kind: 'classic', accountId: ownerId }),
  }
}

function describeDataCenter({ origins, options, state, tokens }: World): DataCenterPlace {
  const { jira, confluence } = options.contextPaths
  return {
    jiraUrl: origins.dataCenterJira + jira,
    confluenceUrl: origins.dataCenterConfluence + confluence,
    token: tokens.make({ kind: 'pat', accountId: state.ownerId }),
  }
}
