// The built server with one more route that does nothing: what a POST costs on this server before any of our work.
import { keepHeapSmall } from '../../server/shared/small-heap.ts'

if (!process.env.DATABASE_URL) keepHeapSmall()
const { createApp } = await import('../../server/app.ts')
const { readConfig } = await import('../../server/config/config.ts')
const { createLog } = await import('../../server/shared/create-log.ts')

const config = readConfig(process.env)
const app = await createApp({ config, log: createLog(config.logLevel), pid: process.pid })
await app.http.register(async (scope) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request, body) => body)
  scope.post('/bench/empty', { schema: { hide: true } }, async () => ({ outcome: 'stored' }))
})
process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)))
await app.start()
