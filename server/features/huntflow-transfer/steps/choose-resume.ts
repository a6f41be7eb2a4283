import { claimsToBePdf, fetchResume } from './fetch-resume.ts'
import type { Step } from './step.ts'

// Whoever attaches more that are none is not helped by the next one.
const MOST_TRIED = 10

/** The oldest PDF is the résumé; later ones are usually tests and offers. */
export const chooseResume: Step = async (run) => {
  const { attachments = [] } = await run.task()
  const claimed = attachments
    .filter(claimsToBePdf)
    .toSorted((a, b) => a.addedAt.getTime() - b.addedAt.getTime())
    .slice(0, MOST_TRIED)
  if (claimed.length === 0) return { outcome: 'skipped', detail: 'The task has no PDF.' }
  const reasons: string[] = []
  for (const attachment of claimed) {
    const fetched = await fetchResume(run, attachment)
    if ('content' in fetched) {
      const { id: attachmentId, title } = attachment
      const detail = [`"${title}"`, ...reasons].join('. ')
      return { outcome: 'done', detail, data: { resume: { attachmentId, title } } }
    }
    reasons.push(fetched.reason)
  }
  return { outcome: 'skipped', detail: reasons.join(' ') }
}
