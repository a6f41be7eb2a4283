import {
  openConnection,
  type Connector,
  type OpenConnectionDeps,
  type Service,
  type ServiceConnection,
  type ServiceConnector,
} from '../../platform/connections/index.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { deploymentOf } from './atlassian-access.ts'
import type { AtlassianCredentials, Deployment } from './credentials.ts'

const DEPLOYMENTS: readonly Deployment[] = ['cloud', 'data-center']
const PLACES: Readonly<Record<Deployment, string>> = { cloud: 'the Cloud', 'data-center': 'a Data Center' }

/** The studio's documents: whose operations speak to a service at the Cloud, and whose at a Data Center. */
function documentOf({ connector }: Service, deployment: Deployment): string {
  return deployment === 'cloud' ? connector : `${connector}-${deployment}`
}

/** One connection, seen once for the operations of each dialect. CONFLICT where it speaks the other one. */
export function dialectConnectors(connector: ServiceConnector, service: Service): readonly Connector[] {
  return DEPLOYMENTS.map((wanted) => {
    const inDialect = (connection: ServiceConnection): ServiceConnection => {
      const there = deploymentOf(connection)
      if (there !== wanted) throw otherDialect(service, wanted, there)
      return connection
    }
    return {
      name: documentOf(service, wanted),
      connectAs: async (caller) => inDialect(await connector.connectAs(caller)),
      connectInBackground: async (scope) => inDialect(await connector.connectInBackground(scope)),
    }
  })
}

function otherDialect(service: Service, wanted: Deployment, there: Deployment): AppError {
  return new AppError(
    'CONFLICT',
    `This workspace is connected with ${service.label} at ${PLACES[there]}, and ${documentOf(service, wanted)} has the operations of ${PLACES[wanted]}. Choose the operations of ${documentOf(service, there)}. Nothing was sent.`,
  )
}

/** Documents in a dialect that the workspace's connection does not speak; without a connection it may turn out to be either. */
export async function foreignDialects(
  deps: OpenConnectionDeps,
  scope: WorkspaceScope,
  services: readonly Service[],
): Promise<readonly string[]> {
  const foreign: string[] = []
  for (const service of services) {
    const there = await connectedWith(deps, scope, service)
    if (there === undefined) continue
    foreign.push(...DEPLOYMENTS.filter((one) => one !== there).map((one) => documentOf(service, one)))
  }
  return foreign
}

async function connectedWith(
  deps: OpenConnectionDeps,
  scope: WorkspaceScope,
  service: Service,
): Promise<Deployment | undefined> {
  try {
    return (await openConnection<AtlassianCredentials>(deps, scope, service)).credentials.deployment
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') return undefined
    throw error
  }
}
