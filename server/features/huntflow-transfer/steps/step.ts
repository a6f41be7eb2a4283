import type { HuntflowAccount } from '../../../connectors/huntflow/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import type { TransferData } from '../transfers/transfer.ts'
import type { TransferRun } from '../run/transfer-run.ts'

export interface StepEnd {
  readonly outcome: 'done' | 'skipped'
  /** For people: what came of it, or why it was skipped. */
  readonly detail?: string
  /** For the steps after it. */
  readonly data?: Omit<TransferData, 'steps'>
}

/** Throws when it did not come to its end; what was written by then is known from what the run has stored. */
export type Step = (run: TransferRun) => Promise<StepEnd>

/** Of the step that makes it, which is over before the others begin. */
export function applicantOf(run: TransferRun): string {
  const { applicantId } = run.transfer().data
  if (applicantId === undefined) throw new Error('the applicant is not there yet')
  return applicantId
}

/** Throws where the connected user does not work there. */
export async function accountOf(run: TransferRun): Promise<HuntflowAccount> {
  const { accountId } = run.transfer()
  const accounts = await (await run.huntflow()).accounts()
  const account = accounts.find(({ id }) => id === accountId)
  if (account !== undefined) return account
  throw new UpstreamError({
    service: 'huntflow',
    kind: 'forbidden',
    detail: `The connected Huntflow user has no organisation ${accountId}. Choose another one, or save tokens of somebody who works there.`,
  })
}
