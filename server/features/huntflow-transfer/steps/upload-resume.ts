import { UpstreamError } from '../../../platform/outbound/index.ts'
import { fetchResume } from './fetch-resume.ts'
import type { Step } from './step.ts'

/** Safe to repeat: the same file is the same upload, and one that nobody uses harms nobody. */
export const uploadResume: Step = async (run) => {
  const { accountId, data } = run.transfer()
  const { resume } = data
  if (resume === undefined) return { outcome: 'skipped', detail: 'There is no résumé.' }
  const { attachments = [] } = await run.task()
  const attachment = attachments.find(({ id }) => id === resume.attachmentId)
  if (attachment === undefined)
    return { outcome: 'skipped', detail: 'The file was taken off the task meanwhile.' }
  const fetched = await fetchResume(run, attachment)
  if ('reason' in fetched) return { outcome: 'skipped', detail: fetched.reason }
  const huntflow = await run.huntflow()
  run.signal.throwIfAborted()
  try {
    const file = { name: resume.title, content: fetched.content }
    const { fileId, photoId, parsed } = await huntflow.uploadResume(accountId, file)
    const detail = parsed === null ? 'Huntflow could read nothing in it.' : 'Huntflow has read it.'
    return { outcome: 'done', detail, data: { file: { id: fileId, photoId }, parsed } }
  } catch (error) {
    // A file that it does not take is no reason to lose the applicant.
    if (error instanceof UpstreamError && error.kind === 'rejected' && error.status !== 402)
      return { outcome: 'skipped', detail: error.message }
    throw error
  }
}
