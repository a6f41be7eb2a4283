import type { HuntflowClient } from '../../../connectors/huntflow/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import type { TransferRun } from '../run/transfer-run.ts'
import { writeOnce } from '../run/write-once.ts'
import { applicantOf, type Step } from './step.ts'

const TAG = 'clickup'

/** Tags that others have set stay: Huntflow replaces them all (facts: huntflow, 0.18). */
export const tagApplicant: Step = async (run) => {
  const [huntflow, applicantId] = [await run.huntflow(), applicantOf(run)]
  const { accountId } = run.transfer()
  try {
    const tagId = await ensureTag(run, huntflow)
    const before = await huntflow.tagsOf(accountId, applicantId)
    if (!before.includes(tagId)) await huntflow.replaceTags(accountId, applicantId, [...before, tagId])
    return { outcome: 'done' }
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === 'forbidden')
      return { outcome: 'skipped', detail: 'The connected Huntflow user may not change tags.' }
    throw error
  }
}

async function ensureTag(run: TransferRun, huntflow: HuntflowClient): Promise<number> {
  const { accountId, sentAt } = run.transfer()
  const find = (): Promise<number | undefined> => huntflow.findTag(accountId, TAG)
  const known = sentAt === null ? await find() : undefined
  if (known !== undefined) return known
  const made = await writeOnce(run, {
    find,
    send: () => huntflow.createTag(accountId, TAG),
    question: undefined,
  })
  // Two transfers may have made it at the same time: both use the older one.
  return (await find()) ?? made
}
