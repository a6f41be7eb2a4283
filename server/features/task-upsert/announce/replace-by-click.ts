import { inWorkspace } from '../../../storage/db.ts'
import { answerableSince, RESPONSE_PURPOSE } from '../claims/response-address.ts'
import { findResponseUrl } from '../claims/claim.store.ts'
import { failsAgain } from '../failures.ts'
import type { MessageRun, Wanted } from './message-run.ts'

/** The only way to change what an incoming webhook has posted: where Slack takes the answer to a click. False: there is none. */
export async function replaceByClick(run: MessageRun, { message, hash }: Wanted): Promise<boolean> {
  const url = await lastResponseUrl(run)
  if (url === undefined) return false
  const { text, blocks } = message
  await run.save({ shownHash: null })
  try {
    const slack = await run.slack()
    await slack.respond(url, { text, blocks, replaceOriginal: true })
  } catch (error) {
    run.signal.throwIfAborted()
    // Slack takes five answers to a click, and for half an hour; the next click brings another address.
    if (failsAgain(error)) return false
    throw error
  }
  await run.save({ status: 'sent', shownHash: hash, error: null })
  return true
}

async function lastResponseUrl(run: MessageRun): Promise<string | undefined> {
  const { deps, scope } = run
  const { db, clock, vault } = deps
  const { trackedId } = run.message()
  return inWorkspace(db, scope, async (tx) => {
    const since = answerableSince(clock.now())
    const sealed = await findResponseUrl(tx, scope, { trackedId, since })
    return sealed === undefined ? undefined : vault.open(tx, scope, { purpose: RESPONSE_PURPOSE, sealed })
  })
}
