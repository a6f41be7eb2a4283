// The built server with one more route that does nothing: what a POST costs on this server before any of our work.
import { createApp } from '../../dist/server/app.js'
import { readConfig } from '../../dist/server/config/config.js'
import { createLog } from '../../dist/server/shared/create-log.js'

const config = readConfig(process.env)
const app = await createApp({ config, log: createLog(config.logLevel), pid: process.pid })
await app.http.register(async (scope) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request, body) => body)
  scope.post('/bench/empty', { schema: { hide: true } }, async () => ({ outcome: 'stored' }))
})
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)))
await app.start()
