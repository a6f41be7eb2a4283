import type { ClickupAttachment } from '../../../connectors/clickup/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { isOutcomeUnknown, LookLater, UpstreamError } from '../../../platform/outbound/index.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { saysGone } from './check-gone.ts'
import { nextLook, TakenOver } from './outcomes.ts'
import type { PushRun } from './push-run.ts'
import {
  findFileContent,
  listFiles,
  updateFile,
  type FileChange,
  type TrackedFile,
} from './tracked-file.store.ts'

type File = Omit<TrackedFile, 'content'>

/** Attaches each file that is not attached yet, once: where the answer to an upload was lost, the task is looked at first. */
export async function attachFiles(run: PushRun): Promise<void> {
  const { deps, scope, leased } = run
  const files = await inWorkspaceAtOnce(deps.db, scope, (tx) => listFiles(tx, scope, leased.id))
  const known = new Set(files.flatMap(({ attachmentId }) => attachmentId ?? []))
  for (const file of files.filter(({ attachmentId }) => attachmentId === null)) {
    const attachmentId = (await findLost(run, file, known)) ?? (await upload(run, file))
    if (attachmentId === undefined) continue
    known.add(attachmentId)
    await saveFile(run, file, { attachmentId, sentAt: null, looks: 0 })
  }
}

/** `known`: attachments that are those of other files. */
async function findLost(run: PushRun, file: File, known: ReadonlySet<string>): Promise<string | undefined> {
  const { sentAt } = file
  if (sentAt === null) return undefined
  for (let { looks } = file; ; looks += 1) {
    const at = nextLook(sentAt, looks)
    if (at === undefined) return undefined
    if (at > run.deps.clock.now()) throw new LookLater(at)
    const { attachments = [] } = await (await run.clickup()).task(run.taskId())
    const found = attachments.find((one) => !known.has(one.id) && isSame(one, file))
    if (found !== undefined) return found.id
    await saveFile(run, file, { looks: looks + 1 })
  }
}

function isSame({ title, size }: ClickupAttachment, { name, bytes }: File): boolean {
  return title === name && (size === null || size === bytes)
}

/** Undefined: it cannot be attached, and a note says so. */
async function upload(run: PushRun, file: File): Promise<string | undefined> {
  const { deps, scope, leased } = run
  const { name, mimeType, sha256 } = file
  const content = await inWorkspaceAtOnce(deps.db, scope, (tx) =>
    findFileContent(tx, scope, { trackedId: leased.id, sha256 }),
  )
  if (content === undefined) return undefined
  const clickup = await run.clickup()
  await saveFile(run, file, { sentAt: deps.clock.now(), looks: 0 })
  run.signal.throwIfAborted()
  try {
    return await clickup.attach(run.taskId(), { name, mimeType, content })
  } catch (error) {
    run.signal.throwIfAborted()
    if (!(error instanceof BudgetExhausted) && isOutcomeUnknown(error)) {
      const now = deps.clock.now()
      await saveFile(run, file, { sentAt: now })
      throw new LookLater(nextLook(now, 0) ?? now)
    }
    await saveFile(run, file, { sentAt: null, looks: 0 })
    const isRefused = error instanceof UpstreamError && ['rejected', 'forbidden'].includes(error.kind)
    if (!isRefused || saysGone(error)) throw error
    run.notes.add(`The file ${name} was not attached: ${error.message}`)
    return undefined
  }
}

async function saveFile(
  { deps, scope, leased }: PushRun,
  { sha256 }: File,
  change: FileChange['change'],
): Promise<void> {
  const isSaved = await inWorkspaceAtOnce(deps.db, scope, (tx) =>
    updateFile(tx, scope, { ...leased, sha256, change }),
  )
  if (!isSaved) throw new TakenOver()
}
