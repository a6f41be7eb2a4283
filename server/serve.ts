import closeWithGrace from 'close-with-grace'
import { readConfig } from './config/config.ts'
import { FatalError, messageOf } from './shared/errors.ts'
import { openStorage } from './wire-storage.ts'
import { createLog } from './shared/create-log.ts'

const STOP_WITHIN_MS = 20_000

try {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const options = { config, log, pid: process.pid, onFatal: stopBecauseOf }
  // The database opens while the rest of the program is still being read.
  const storage = openStorage(options)
  const [{ createApp }] = await Promise.all([import('./app.ts'), storage])
  const app = await createApp(options, storage)
  closeWithGrace({ delay: STOP_WITHIN_MS, logger: false }, async ({ err, signal }) => {
    if (err instanceof FatalError) console.error(messageOf(err))
    else if (err) log.fatal({ err }, 'stopping after an unexpected failure')
    else log.info({ signal }, 'stopping')
    await app.stop()
  })
  await app.start()
} catch (error) {
  // A FatalError is one sentence for the operator; anything else is a bug and keeps its stack.
  console.error(error instanceof FatalError ? messageOf(error) : error)
  process.exit(1)
}

/** As an uncaught exception, which stops everything in good order and gives exit code 1. */
function stopBecauseOf(error: FatalError): void {
  setImmediate(() => {
    throw error
  })
}
