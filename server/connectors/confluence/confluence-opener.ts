import { Type } from 'typebox'
import type { ServiceConnection, ServiceConnector } from '../../platform/connections/index.ts'
import { deploymentOf, isGateway } from '../atlassian/index.ts'
import { askConfluence, type ConfluenceSender } from './ask-confluence.ts'
import { cloudPages } from './cloud-pages.ts'
import { cloudPageWrites } from './cloud-page-writes.ts'
import { cloudSpaces } from './cloud-spaces.ts'
import { listPagesAboveOnCloud, readCloudTree } from './cloud-tree.ts'
import type { ConfluenceClient, OpenConfluence } from './confluence-client.ts'
import { cloudUsers, dataCenterUsers } from './confluence-users.ts'
import { dataCenterPages } from './data-center-pages.ts'
import { dataCenterPageWrites } from './data-center-page-writes.ts'
import { listPagesAboveAtDataCenter, readDataCenterTree } from './data-center-tree.ts'

const OfSite = Type.Object({ _links: Type.Object({ base: Type.String() }) })

/** Throws CONFLICT where the workspace has no connection with Confluence. */
export function confluenceOpener(connector: Pick<ServiceConnector, 'open'>): OpenConfluence {
  return async (scope, kind, signal) => {
    const connection = await connector.open(scope, kind)
    const deployment = deploymentOf(connection)
    const sender: ConfluenceSender = { connection, deployment, signal }
    return deployment === 'data-center' ? atHome(sender) : atCloud(sender)
  }
}

function atHome(sender: ConfluenceSender): ConfluenceClient {
  const siteUrl = apiOf(sender.connection)
  return {
    connectionId: sender.connection.id,
    deployment: 'data-center',
    siteUrl,
    readTree: (id) => readDataCenterTree(sender, id),
    listPagesAbove: (id) => listPagesAboveAtDataCenter(sender, id),
    ...dataCenterPages(sender, siteUrl),
    ...dataCenterPageWrites(sender),
    ...dataCenterUsers(sender),
  }
}

async function atCloud(sender: ConfluenceSender): Promise<ConfluenceClient> {
  const siteUrl = await siteOf(sender)
  return {
    connectionId: sender.connection.id,
    deployment: 'cloud',
    siteUrl,
    readTree: (id) => readCloudTree(sender, id),
    listPagesAbove: (id) => listPagesAboveOnCloud(sender, id),
    ...cloudPages(sender, { spaces: cloudSpaces(sender), siteUrl }),
    ...cloudPageWrites(sender),
    ...cloudUsers(sender),
  }
}

/** A gateway's address is none that people know: only answers tell which site is behind it. */
async function siteOf(sender: ConfluenceSender): Promise<string> {
  const configured = `${apiOf(sender.connection)}/wiki`
  if (!isGateway(configured)) return configured
  const { _links: links } = await askConfluence(sender, OfSite, {
    method: 'GET',
    path: '/wiki/api/v2/spaces',
    query: { limit: 1 },
  })
  return links.base
}

function apiOf({ baseUrls }: ServiceConnection): string {
  return baseUrls['api'] ?? ''
}
