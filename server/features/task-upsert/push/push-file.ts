import { codeOf, messageOf } from '../../../shared/errors.ts'
import { WrongUsage } from './file-record.ts'
import { pushRows } from './push-rows.ts'
import type { PushIo } from './push-io.ts'
import { PUSH_USAGE, readPushOptions } from './read-push-options.ts'
import { readTaskFile } from './read-task-file.ts'

/** The command `task upsert`; resolves to its exit code. */
export async function pushFile(io: PushIo): Promise<number> {
  try {
    const options = readPushOptions(io)
    if (options === 'help') {
      io.print(PUSH_USAGE)
      return 0
    }
    const file = readTaskFile(await io.read(options.file), options)
    return await pushRows(io, options, file)
  } catch (error) {
    if (io.signal.aborted) {
      io.tell('Stopped before anything was sent.')
      return 130
    }
    const isUnreadable = ['ENOENT', 'EISDIR', 'EACCES'].includes(codeOf(error) ?? '')
    if (!(error instanceof WrongUsage) && !isUnreadable) throw error
    io.tell(messageOf(error))
    return 2
  }
}
