import type { Connection, Connector } from '../../platform/connections/index.ts'

/** The same connection for operations of API v3, whose paths name `/api` themselves. */
export function clickupV3Connector(clickup: Connector): Connector {
  return {
    name: 'clickup-v3',
    connectAs: async (caller) => forV3(await clickup.connectAs(caller)),
    connectInBackground: async (scope) => forV3(await clickup.connectInBackground(scope)),
  }
}

function forV3(connection: Connection): Connection {
  return { ...connection, baseUrls: { api: (connection.baseUrls['api'] ?? '').replace(/\/api$/, '') } }
}
